import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { type ActionStep, TestRunner } from './testing/action-process.ts';
import { CloudSandbox } from './testing/cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from './testing/control-plane-server.ts';
import type { TestJob } from './testing/control-plane-state.ts';
import { until } from './testing/until.ts';

/** Of GitHub's runner: then comes its next signal. */
const PATIENCE_MS = 7_500;
/** Longer than any test: it marks the point at which a run is stopped, and is no time that is waited for. */
const HOLD_MS = 120_000;

let clouds: CloudSandbox;
let controlPlane: ControlPlaneServer;
let runner: TestRunner;
beforeAll(async () => {
  clouds = await CloudSandbox.start();
  runner = await TestRunner.start();
  controlPlane = await startControlPlaneServer();
  controlPlane.nodesReportAtOnce = true;
});
afterAll(async () => {
  await Promise.all([clouds.stop(), controlPlane.close(), runner.stop()]);
});

const SERVERS = { method: 'POST', path: '/v1/servers' };

function newJob(jobId: string): TestJob {
  const node_id = sharedNodeId('sg', jobId);
  const notMade = { host_ipv4: null, hetzner_server_id: null, registered_at: null };
  controlPlane.node(node_id, { job_id: jobId, status: 'provisioning', ...notMade });
  return controlPlane.job(jobId, {
    nodes: [{ node_id, role: 'shared', token: `token-of-${node_id}` }],
    offers: [{ role: 'shared', server_type: 'cpx32', location: 'sin' }],
  });
}

async function provision(job: TestJob): Promise<ActionStep> {
  return await runner.step({
    command: 'provision',
    control_plane_url: controlPlane.url,
    control_plane_token: controlPlane.operatorKey,
    ...JSON.parse(JSON.stringify(job.inputs)),
    attempt: job.attempt,
    ...clouds.inputs,
  });
}

/** Milliseconds from the signals until the control plane knows that the run was cancelled. */
async function cancelled(job: TestJob, step: ActionStep, ...signals: NodeJS.Signals[]): Promise<number> {
  const from = performance.now();
  for (const signal of signals) step.signal(signal);
  await until(() => job.status === 'cancelled');
  return performance.now() - from;
}

/** The next attempt, which the control plane dispatches once everything answers again. */
async function retried(job: TestJob): Promise<{ code: number | null; log: string; made: number | undefined }> {
  controlPlane.clearFaults();
  await clouds.clearFaults();
  job.attempt++;
  Object.assign(job, { status: 'dispatched', lease_held: true, end: undefined, run_id: undefined });
  const { code, log } = await (await provision(job)).ended();
  const made = (await clouds.serversMade())[sharedNodeId('sg', job.job_id)];
  return { code, log: code === 0 ? '' : log, made };
}

async function locks(): Promise<string[]> {
  const folder = join(clouds.stateFolder, '.pulumi/locks/organization/prego/sg');
  return (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
}

const PICKED_UP = { code: 0, log: '', made: 1 };

describe('a run that is cancelled', () => {
  test('while its engine can not end is told in time, though the trace does not get through; post gives its lock back', async () => {
    const job = newJob('job_hangs');
    await clouds.fault({ request: SERVERS, answer_delay_ms: HOLD_MS });
    const step = await provision(job);
    await clouds.faultsMet();
    controlPlane.fault({ path: /trace-events|\/log/, kind: { hold: new Promise(() => {}) }, times: 1_000 });
    expect(await cancelled(job, step, 'SIGINT', 'SIGTERM', 'SIGINT')).toBeLessThan(PATIENCE_MS);
    expect(job.end).toMatchObject({ failed_stage: 'prego_ui_step_04', error: { code: 'cancelled' } });
    const { code, log } = await step.ended();
    expect([code, log.match(/^::(error|warning) /gm)]).toEqual([1, ['::error ']]);

    controlPlane.clearFaults();
    const post = await step.post();
    expect(post.log).toContain('The engine was killed at work on stack sg: 0 of its processes were ended');
    expect(await locks()).toEqual([]);
    expect(controlPlane.events('job_hangs')).toContain('prego_ui_step_04 failed');
    expect(await retried(job)).toEqual(PICKED_UP);
  });

  test('while its claim is answered begins nothing, and is told', async () => {
    const job = newJob('job_claims');
    const held = Promise.withResolvers<void>();
    controlPlane.fault({ path: /job_claims\/claim$/, kind: { hold: held.promise } });
    const step = await provision(job);
    await until(() => controlPlane.requests.some(({ path }) => path.includes('job_claims')));
    const told = cancelled(job, step, 'SIGINT');
    await until(() => step.log.includes('The run is to end'));
    held.resolve();
    expect(await told).toBeLessThan(PATIENCE_MS);
    expect((await step.ended()).log).not.toContain('Stack sg');
    expect(await retried(job)).toEqual(PICKED_UP);
  });

  test('while its node is registered is told at once, and the next attempt registers it', async () => {
    const job = newJob('job_registers');
    controlPlane.fault({ method: 'POST', path: /^\/internal\/nodes$/, kind: { hold: new Promise(() => {}) } });
    const step = await provision(job);
    await until(
      () =>
        controlPlane.requests.some(
          ({ method, path, body }) =>
            method === 'POST' && path === '/internal/nodes' && (body as { job_id: string }).job_id === job.job_id,
        ),
      60_000,
    );
    expect(await cancelled(job, step, 'SIGINT')).toBeLessThan(PATIENCE_MS);
    await step.ended();
    expect(await retried(job)).toEqual(PICKED_UP);
  });
});
