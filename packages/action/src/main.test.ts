import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ControlPlaneServer, startControlPlaneServer } from './testing/control-plane-server.ts';
import { FakeRunner } from './testing/entry-process.ts';

const NODE = 'sg-s-7k2m9qxa';
const TENANT = {
  job_id: 'job_1',
  tenant_id: 'acme',
  region: 'sg',
  subdomain_slug: 'acme',
  canonical_hostname: 'acme.example.com',
} as const;

let server: ControlPlaneServer;
let runner: FakeRunner;
beforeEach(async () => {
  server = await startControlPlaneServer();
  server.node(NODE, { status: 'ready', host_ipv4: '203.0.113.7' });
  server.job('job_1', {
    trace_id: 'trace_1',
    stack: undefined,
    lease_held: false,
    nodes: [],
    inputs: { ...TENANT, create_new_server: 'false', target_server_id: NODE },
  });
});
afterEach(async () => {
  runner.remove();
  await server.close();
});

/** A step that finds the tenant's place on an existing node. */
const toTarget = (more: Record<string, string> = {}, env: Record<string, string> = {}) =>
  new FakeRunner(
    {
      control_plane_url: server.url,
      control_plane_token: server.operatorKey,
      ...TENANT,
      trace_id: 'trace_1',
      create_new_server: 'false',
      target_server_id: NODE,
      ...more,
    },
    env,
  );

/** Has the control plane never answer about the node: main is in the middle of its work then. */
function holdNode(): () => boolean {
  server.fault({ method: 'GET', path: /^\/internal\/nodes\//, kind: { hold: new Promise(() => {}) } });
  return () => server.requests.some(({ path }) => path.startsWith('/internal/nodes'));
}

describe('main, as a process', () => {
  test('does the command and leaves outputs, a summary, a told trace and no secret', async () => {
    runner = toTarget();
    const main = runner.start('main');
    expect(await main.ended()).toBe(0);
    expect(main.outputs).toMatchObject({ node_id: NODE, host_ipv4: '203.0.113.7', created: 'false' });
    expect(JSON.parse(main.outputs.summary ?? '')).toMatchObject({ node_id: NODE });
    expect(main.summary).toContain(NODE);
    expect(server.events('job_1')).toContain('prego_ui_step_05 done');
    expect(main.state).toMatchObject({ main: 'over' });
    // The one line that tells the runner what to mask.
    expect(main.everything().replaceAll(`::add-mask::${server.operatorKey}`, '')).not.toContain(server.operatorKey);
  });

  test('proves by an OIDC token which run it is, and shows neither that nor what it is given for it', async () => {
    const token = server.idToken(7);
    const github = createServer((request, response) => {
      expect(request.url).toBe('/token?version=2&audience=prego-control-plane');
      expect(request.headers.authorization).toBe('Bearer request-token-0123');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value: token }));
    }).listen(0, '127.0.0.1');
    await once(github, 'listening');
    const { port } = github.address() as AddressInfo;
    runner = toTarget(
      { control_plane_token: '' },
      {
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-0123',
      },
    );
    const main = runner.start('main');
    const code = await main.ended();
    github.close();
    expect([code, main.outputs.node_id]).toEqual([0, NODE]);
    const seen = main.everything().replaceAll(/^::add-mask::.*$/gm, '');
    const given = server.requests.map(({ authorization = '' }) => authorization.replace('Bearer ', ''));
    for (const secret of [token, 'request-token-0123', ...given.filter(Boolean)]) expect(seen).not.toContain(secret);
  });

  test('refuses wrong inputs in one annotation, before it asks anybody anything', async () => {
    runner = toTarget({ region: 'mars', job_id: '' });
    const main = runner.start('main');
    expect(await main.ended()).toBe(1);
    expect(main.printed.match(/^::error /gm)).toHaveLength(1);
    expect(main.printed).toMatch(
      /::error title=provision failed::invalid_inputs: 2 inputs .*%0A- job_id: .*%0A- region: /,
    );
    expect(server.requests).toEqual([]);
  });

  test('tells a failure to people and to the control plane', async () => {
    server.node(NODE, { status: 'retired' });
    runner = toTarget();
    const main = runner.start('main');
    expect(await main.ended()).toBe(1);
    expect(main.printed).toMatch(/::error title=provision failed::node_unusable: /);
    expect(server.jobs.get('job_1')?.end).toMatchObject({ status: 'failed', error: { code: 'node_unusable' } });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'on %s, sent twice, tells that it was cancelled and ends',
    async (signal) => {
      const atWork = holdNode();
      runner = toTarget();
      const main = runner.start('main');
      await main.until(atWork);
      main.process.kill(signal);
      main.process.kill(signal);
      expect(await main.ended()).toBe(1);
      expect(server.jobs.get('job_1')?.end).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
      expect(main.printed.match(/^::error title=provision failed::cancelled: /gm)).toHaveLength(1);
      expect(main.state.main).toBe('over');
    },
  );
});

describe('post, as a process', () => {
  test('has nothing to do where main could say everything', async () => {
    runner = toTarget();
    const main = runner.start('main');
    await main.ended();
    const asked = server.requests.length;
    const post = runner.start('post', main);
    expect(await post.ended()).toBe(0);
    expect(server.requests).toHaveLength(asked);
  });

  test('tells the attempt as failed whose main was killed in its middle, and what main had not sent', async () => {
    const atWork = holdNode();
    runner = toTarget();
    const main = runner.start('main');
    await main.until(atWork);
    main.process.kill('SIGKILL');
    await main.ended();
    expect(server.jobs.get('job_1')?.end).toBeUndefined();
    const post = runner.start('post', main);
    expect(await post.ended()).toBe(0);
    expect(server.jobs.get('job_1')?.end).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(server.events('job_1')).toContain('prego_ui_step_04 started');
  });

  test('fails nothing where the control plane is gone', async () => {
    const atWork = holdNode();
    runner = toTarget({ control_plane_token: 'not-known-to-it' });
    const main = runner.start('main');
    expect(await main.ended()).toBe(1);
    expect(atWork()).toBe(false);
    expect(await runner.start('post', main).ended()).toBe(0);
  });
});
