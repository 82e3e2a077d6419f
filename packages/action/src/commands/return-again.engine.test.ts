import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { TestJob } from '../testing/control-plane-state.ts';
import { ReturnsUnderTest } from '../testing/returns-under-test.ts';

/** Returns that do not go through at once, or of what never was as it should be. */
let world: ReturnsUnderTest;
beforeAll(async () => {
  world = await ReturnsUnderTest.start();
});
afterEach(() => world.clouds.clearFaults());
afterAll(() => world.stop());

async function completes(job: TestJob, confirm: string): Promise<string> {
  const { code, log } = await world.giveBack(job, confirm);
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
  expect(job.end).toMatchObject({ status: 'completed' });
  return log;
}

async function billedOf({ remove_nodes }: TestJob): Promise<string[]> {
  const billed = await world.clouds.billed();
  return billed.filter((what) => remove_nodes.some(({ node_id }) => what.includes(node_id)));
}

test('a server under a tenant’s labels fails its return with what it costs, until somebody has deleted it', async () => {
  const job = await world.dedicatedTenant('initech');
  const made = await world.clouds.hetzner('POST', '/servers', {
    ...{ name: 'by-hand', server_type: 'cx23', image: 'ubuntu-24.04', location: 'fsn1' },
    labels: { 'managed-by': 'prego', 'tenant-id': 'initech' },
  });
  const { code, log, summary } = await world.giveBack(job, 'initech');
  expect(code).toBe(1);
  expect(log).toMatch(/leftovers: Hetzner still bills server by-hand \(id \d+, 0\.\d{4} EUR an hour\), primary ip /);
  expect(summary).toMatch(/Still there[^#]*by-hand/);
  expect(job.end).toMatchObject({ status: 'failed', error: { code: 'leftovers' } });
  expect(world.controlPlane.events('job_return_initech')).toContain('return.proof failed');

  const { server } = z.object({ server: z.object({ id: z.number() }) }).parse(made);
  await world.clouds.hetzner('DELETE', `/servers/${server.id}`);
  await completes(world.retried(job), 'initech');
});

test('a tenant for whom nothing was ever made is returned', async () => {
  const job = world.returnOf(world.newTenant('never'));
  expect(await completes(job, 'never')).toContain('Nothing billed is left');
});

test('servers that were made and never registered go too', async () => {
  const job = world.newTenant('half');
  const noRoom = { request: { method: 'POST', path: '/v1/servers' }, status: 412, code: 'resource_unavailable' };
  await world.clouds.fault({ ...noRoom, skip: 1, count: 100 });
  expect((await world.provision(job)).code).toBe(1);
  await world.clouds.clearFaults();
  const returning = world.returnOf(job);
  expect(returning.remove_nodes.map(({ hetzner_server_id }) => hetzner_server_id)).toEqual([null, null, null]);
  expect(await billedOf(returning)).not.toEqual([]);
  await completes(returning, 'half');
  expect(await billedOf(returning)).toEqual([]);
});

test('a tenant goes of whose servers somebody has deleted one by hand', async () => {
  const job = await world.dedicatedTenant('umbrella');
  await world.clouds.hetzner('DELETE', `/servers/${job.remove_nodes[0]?.hetzner_server_id}`);
  expect(await completes(job, 'umbrella')).toContain('gone at Hetzner already');
  expect(await billedOf(job)).toEqual([]);
});

test('a return without what the stack needs leaves the address alone', async () => {
  const job = world.returnOf(world.newTenant('bare'));
  const name = await world.withRecord(job);
  const { code, log } = await world.giveBack(job, 'bare', { hcloud_token: '' });
  expect(code).toBe(1);
  expect(log).toMatch(/invalid_inputs: .*hcloud_token/);
  expect(await world.records()).toContain(name);
});

test('a return that is killed in the middle is completed by the next attempt', async () => {
  const job = await world.dedicatedTenant('hooli');
  await world.clouds.fault({ request: { method: 'DELETE', path: '/v1/servers/*' }, answer_delay_ms: 120_000 });
  const step = await world.startReturn(job, 'hooli');
  await world.clouds.faultsMet();
  step.signal('SIGKILL');
  await step.ended();
  await world.clouds.clearFaults();
  await step.post();
  await completes(world.retried(job), 'hooli');
  expect(await billedOf(job)).toEqual([]);
}, 120_000);
