import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { loadStackWork } from '../stack-work/load.ts';
import { CloudSandbox } from '../testing/cloud-sandbox.ts';
import { commandContext } from '../testing/command-context.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import { makeNodes } from './provision-new.ts';
import type { StackParts } from './stack-run.ts';

const JOB = 'job_overtaken';
const NODE = sharedNodeId('sg', JOB);

let clouds: CloudSandbox;
let controlPlane: ControlPlaneServer;
let credentials: string;
beforeAll(async () => {
  clouds = await CloudSandbox.start();
  controlPlane = await startControlPlaneServer();
  controlPlane.nodesReportAtOnce = true;
  credentials = await mkdtemp(join(tmpdir(), 'prego-lost-lease-'));
});
afterAll(async () => {
  await Promise.all([clouds.stop(), controlPlane.close(), rm(credentials, { recursive: true })]);
});

/** The engine of the test's own environment. */
const parts = (): StackParts => ({
  prepareTools: async () => ({ pulumi: 'pulumi', home: process.env.PULUMI_HOME ?? '', credentials }),
  load: loadStackWork,
});

test('a run that loses its stack stops the engine and registers nothing; the next one makes the server once', async () => {
  const job = controlPlane.job(JOB, { nodes: [{ node_id: NODE, role: 'shared', token: `token-of-${NODE}` }] });
  job.offers = [{ role: 'shared', server_type: 'cpx32', location: 'sin' }];
  const given = Object.entries({ ...job.inputs, ...clouds.inputs }).filter(([, value]) => value !== '');
  const inputs = Object.fromEntries(given);
  const lost = new AbortController();
  const onLost = (error: Error) => lost.abort(error);
  const first = await commandContext('provision', controlPlane, inputs, {
    ...{ signal: lost.signal, onLost, rhythm: { heartbeatMs: 50 } },
  });
  // Between the network and the server: what the engine has begun it may end, what it has not it must not begin.
  await clouds.fault({ request: { method: 'POST', path: '/v1/networks' }, answer_delay_ms: 1_000 });
  const stopped = makeNodes(first.context, await first.session(), parts());
  await clouds.faultsMet();
  job.lease_held = false;
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect(lost.signal.reason).toMatchObject({ code: 'attempt_ended', message: expect.stringContaining('sg') });
  await first.close();
  expect(await clouds.serversMade()).toEqual({});
  expect(controlPlane.requests.filter(({ path }) => path === '/internal/nodes')).toEqual([]);

  job.attempt++;
  Object.assign(job, { status: 'dispatched', lease_held: true, run_id: undefined });
  const next = await commandContext('provision', controlPlane, { ...inputs, attempt: job.attempt });
  const { outputs } = await makeNodes(next.context, await next.session(), parts());
  await next.close();
  expect(outputs).toMatchObject({ node_id: NODE, created: true });
  expect(await clouds.serversMade()).toEqual({ [NODE]: 1 });
});
