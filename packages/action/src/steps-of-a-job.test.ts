import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ControlPlaneServer, startControlPlaneServer } from './testing/control-plane-server.ts';
import { type EntryProcess, FakeRunner } from './testing/entry-process.ts';

const NODE = 'sg-s-7k2m9qxa';
const TENANT = {
  job_id: 'job_1',
  tenant_id: 'acme',
  region: 'sg',
  subdomain_slug: 'acme',
  canonical_hostname: 'acme.example.com',
};

let server: ControlPlaneServer;
let runner: FakeRunner;
beforeEach(async () => {
  server = await startControlPlaneServer();
  server.node(NODE, { status: 'ready', host_ipv4: '203.0.113.7' });
  const inputs = { ...TENANT, create_new_server: 'false', target_server_id: NODE } as const;
  const nothing = { stack: undefined, lease_held: false, nodes: [] };
  server.job('job_1', { trace_id: 'trace_1', ...nothing, inputs: { ...inputs, region: 'sg' } });
  runner = new FakeRunner({
    control_plane_url: server.url,
    control_plane_token: server.operatorKey,
    ...TENANT,
    attempt: '1',
    trace_id: 'trace_1',
  });
});
afterEach(async () => {
  runner.remove();
  await server.close();
});

const PROVISION = { command: 'provision', create_new_server: 'false', target_server_id: NODE };
const DNS = { command: 'dns', host_ipv4: '203.0.113.7' };

async function main(step: Record<string, string>): Promise<EntryProcess> {
  const started = runner.start('main', undefined, step);
  await started.ended();
  return started;
}
/** A provision that was killed in its middle, with step 4 begun. */
async function killedAtItsNode(): Promise<EntryProcess> {
  server.fault({ method: 'GET', path: /^\/internal\/nodes\//, kind: { hold: new Promise(() => {}) } });
  const before = server.requests.length;
  const started = runner.start('main', undefined, PROVISION);
  await started.until(() => server.requests.slice(before).some(({ path }) => path.startsWith('/internal/nodes/')));
  started.process.kill('SIGKILL');
  await started.ended();
  return started;
}

/** The posts of a job run when all its steps are over, the last one's first. */
async function posts(...steps: (readonly [EntryProcess, Record<string, string>])[]): Promise<void> {
  for (const [of, step] of steps.toReversed()) expect(await runner.start('post', of, step).ended()).toBe(0);
}

test('the posts of steps that went well ask nobody anything, and void no token', async () => {
  const provision = await main(PROVISION);
  const dns = await main(DNS);
  const asked = server.requests.length;
  await posts([provision, PROVISION], [dns, DNS]);
  expect(server.requests).toHaveLength(asked);
  expect(server.jobs.get('job_1')).toMatchObject({ status: 'running', end: undefined });
});

test('what one step could not tell, the next tells before its own', async () => {
  server.fault({ path: /trace-events/, kind: { status: 503 }, times: 1_000 });
  const provision = await killedAtItsNode();
  server.clearFaults();
  const dns = await main(DNS);
  expect(server.events('job_1')).toEqual([
    'prego_ui_step_04 started',
    'prego_ui_step_07 started',
    'prego_ui_step_07 skipped',
  ]);
  const asked = server.requests.length;
  await posts([provision, PROVISION], [dns, DNS]);
  expect(server.requests).toHaveLength(asked);
});

test('a step that was killed and followed by one that went on does not end the attempt; the last one that was killed does', async () => {
  const first = await killedAtItsNode();
  const second = await main(DNS);
  await posts([first, PROVISION], [second, DNS]);
  expect(server.jobs.get('job_1')).toMatchObject({ status: 'running', end: undefined });

  const third = await killedAtItsNode();
  await posts([first, PROVISION], [second, DNS], [third, PROVISION]);
  expect(server.jobs.get('job_1')?.end).toMatchObject({ status: 'failed', error: { code: 'internal' } });
});

test('a trace that tells of a killed step leaves it to that step to end the attempt', async () => {
  const provision = await killedAtItsNode();
  const TRACE = { command: 'trace', stage: 'prego_ui_step_08', status: 'failed' };
  const trace = await main(TRACE);
  expect(server.jobs.get('job_1')?.end).toBeUndefined();
  await posts([provision, PROVISION], [trace, TRACE]);
  expect(server.jobs.get('job_1')?.end).toMatchObject({ status: 'failed' });
});
