import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestJob } from '../testing/control-plane-state.ts';
import { LibraryUnderTest } from '../testing/library-under-test.ts';
import { FIRST_PASSWORD, reported } from '../testing/library-work.ts';
import { until } from '../testing/until.ts';

let world: LibraryUnderTest;
beforeAll(async () => {
  world = await LibraryUnderTest.start();
});
afterAll(() => world.stop());

/** Runs the job and sees that it goes well. */
async function goesWell(job: TestJob) {
  const step = await world.run(job);
  expect({ code: step.code, log: step.code === 0 ? '' : step.log }).toEqual({ code: 0, log: '' });
  return step;
}
const own = async (server: string) => (await world.clouds.billed()).filter((what) => what.includes(server));
const kindsOf = (job: TestJob) => job.end?.library?.resources.map(({ kind }) => kind);

// One story in order: each test goes on where the one before stopped.
describe('a template', () => {
  let job: TestJob;

  test('is provisioned in the network that was chosen, and told with ids, addresses and costs', async () => {
    job = world.job('job_forge', 'forge');
    const { outputs, summary, log } = await goesWell(job);
    expect(outputs).toMatchObject({ stack: job.stack, created: 'true' });
    const { library } = job.end ?? {};
    expect(kindsOf(job)).toEqual(['server', 'volume', 'primary_ip', 'primary_ip', 'firewall']);
    expect(library?.resources[0]).toMatchObject({
      ...{ name: 'forge', id: String(await world.serverId('forge')), server_type: 'cpx32', location: 'sin' },
      ipv4: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      ipv6: expect.stringMatching(/::1$/),
      private_ip: expect.stringMatching(/^10\.20\.1\.\d+$/),
    });
    const hours = library?.resources.map(({ hourly_cost }) => hourly_cost ?? 0) ?? [];
    expect(library?.hourly_cost).toBeCloseTo(
      hours.reduce((sum, hourly) => sum + hourly),
      5,
    );
    expect(library?.monthly_cost).toBeGreaterThan(1);
    expect(outputs.monthly_cost).toBe(`${library?.monthly_cost?.toFixed(2)} EUR`);
    expect(await own('forge')).toEqual(expect.arrayContaining(['server forge']));
    expect(world.controlPlane.events('job_forge')).toEqual(
      expect.arrayContaining(['library.stack done', 'engine.resource.server.app done', 'library.resources done']),
    );
    expect(summary).toContain('Our forge');
    expect(log).toContain('Server app: created in');
    expect(world.controlPlane.log('job_forge')).toContain('There is server forge');
  });

  test('has nothing left to do for a step that is run again', async () => {
    const { log } = await goesWell(job);
    expect(log).toContain('Already completed');
    expect(await world.clouds.serversMade()).toEqual({ forge: 1 });
  });

  test('is the same for another attempt of its job', async () => {
    const before = job.end?.library;
    const { outputs } = await goesWell(world.retried(job));
    expect(outputs).toMatchObject({ created: 'false' });
    expect(job.end?.library).toEqual(before);
    expect(await world.clouds.serversMade()).toEqual({ forge: 1 });
  });

  test('stands in the inventory with its stack, and what is billed beside servers with its price', async () => {
    expect(await world.look('inventory')).toMatchObject({ code: 0 });
    const items = (wanted: string): readonly object[] =>
      world.controlPlane.inventory.find(({ kind }) => kind === wanted)?.items ?? [];
    expect(items('servers')).toMatchObject([{ name: 'forge', stack: job.stack }]);
    expect(items('volumes')).toMatchObject([{ size_gb: 10, stack: job.stack }]);
    expect(items('prices')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'primary_ipv4', location: 'sin' }),
        expect.objectContaining({ what: 'volume_gb' }),
      ]),
    );
  });

  test('has not drifted once it is there', async () => {
    expect(await world.look('drift')).toMatchObject({ code: 0 });
    expect(world.controlPlane.drift).toMatchObject([{ stack: job.stack, status: 'in_sync', changes: [] }]);
  });

  test('is not given back while a server of it is protected: what is left is named with its cost', async () => {
    await world.protect('forge', true);
    const returning = world.returnOf(job);
    const { code, log, summary } = await world.run(returning);
    expect(code).toBe(1);
    expect(returning.end).toMatchObject({ status: 'failed', error: { code: 'delete_protected' } });
    expect(kindsOf(returning)).toEqual(expect.arrayContaining(['server', 'primary_ip']));
    expect(returning.end?.library?.resources[0]).toMatchObject({ name: 'forge', kind: 'server' });
    expect(returning.end?.library?.hourly_cost).toBeGreaterThan(0);
    expect(log).toContain('There is server forge');
    expect(summary).toContain('Still there');
    expect(world.controlPlane.events(returning.job_id)).toContain('return.stack failed');
    await world.protect('forge', false);
    await goesWell(world.retried(returning));
    expect(returning.end).toEqual({
      status: 'completed',
      library: { resources: [], hourly_cost: 0, monthly_cost: 0 },
    });
    expect(world.controlPlane.events(returning.job_id, 2)).toEqual(
      expect.arrayContaining(['return.stack done', 'return.proof done']),
    );
    expect(await world.clouds.billed()).toEqual([]);
    // Somebody else's: it was chosen, not made.
    await world.clouds.hetzner('GET', `/networks/${world.network.id}`);
    expect(await world.stacks()).toEqual([]);
  });

  test('that is given back already is given back by any further return', async () => {
    await goesWell(world.returnOf(job));
  });
});

describe('a provisioning', () => {
  test('that finds no room anywhere fails with what there is, and a retry completes it', async () => {
    const offers = [
      { server_type: 'cpx32', location: 'sin' },
      { server_type: 'cpx22', location: 'sin' },
    ];
    const job = world.job('job_full', 'wiki', { offers });
    const request = { method: 'POST', path: '/v1/servers' };
    await world.clouds.fault({ request, status: 412, code: 'resource_unavailable', count: 100 });
    const { code, log } = await world.run(job);
    expect(code).toBe(1);
    // Of two offers there is a next one once.
    expect(log.match(/The next offer is tried\./g)).toHaveLength(1);
    expect(job.end).toMatchObject({ status: 'failed', error: { code: 'capacity_unavailable' } });
    // Firewalls are made first, and cost nothing.
    expect(job.end?.library).toMatchObject({ resources: [{ kind: 'firewall' }], hourly_cost: 0, monthly_cost: 0 });
    await world.clouds.clearFaults();
    await goesWell(world.retried(job));
    expect((await world.clouds.serversMade()).wiki).toBe(1);
  });

  /** Runs the job, and stops the run while it waits for its server. */
  async function stopped(job: TestJob, by: 'SIGINT' | 'SIGKILL'): Promise<void> {
    await world.clouds.fault({ request: { method: 'POST', path: '/v1/servers' }, answer_delay_ms: 10_000 });
    const step = await world.start(job);
    await world.clouds.faultsMet();
    step.signal(by);
    await step.ended();
    await world.clouds.clearFaults();
    await step.post();
  }

  test('that is cancelled is told as cancelled, and made once by the next attempt', async () => {
    const job = world.job('job_cancelled', 'board');
    await stopped(job, 'SIGINT');
    expect(job.end).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
    // Firewalls were made first, and seen: that is not all there is, so the end says nothing of it, nor that it is free.
    expect(job.end).not.toHaveProperty('library');
    await goesWell(world.retried(job));
    expect((await world.clouds.serversMade()).board).toBe(1);
  });

  test('whose run is killed can be given back at once, also what no state knows', async () => {
    const job = world.job('job_dropped', 'mail');
    await stopped(job, 'SIGKILL');
    expect(job.end).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(await own('mail')).toContain('server mail');
    await goesWell(world.returnOf(job));
    expect(await own('mail')).toEqual([]);
  });

  test('whose run is killed when it has made its server has told of that, of its addresses, and what they cost', async () => {
    const job = world.job('job_halfway', 'news');
    const request = { method: 'POST', path: '/v1/servers/*/actions/attach_to_network' };
    await world.clouds.fault({ request, delay_ms: 60_000 });
    const step = await world.start(job);
    const told = () => reported(job)?.resources.map(({ kind, name }) => `${kind} ${name}`) ?? [];
    await until(() => told().includes('server news'));
    step.signal('SIGKILL');
    await step.ended();
    await world.clouds.clearFaults();
    await step.post();
    expect(job.end).toEqual({ status: 'failed', error: expect.objectContaining({ code: 'internal' }) });
    expect(told()).toEqual([
      ...['server news', expect.stringContaining('primary_ip '), expect.stringContaining('primary_ip ')],
      'firewall news',
    ]);
    expect(reported(job)?.hourly_cost).toBeGreaterThan(0);
    await goesWell(world.returnOf(job));
    expect(await own('news')).toEqual([]);
  });

  test('whose firewall Hetzner keeps is not returned: it is named, free as it is, until a retry has proved it gone', async () => {
    const job = world.job('job_firewall', 'fire');
    await goesWell(job);
    const { id } = job.end?.library?.resources.find(({ kind }) => kind === 'firewall') ?? {};
    const request = { method: 'DELETE', path: `/v1/firewalls/${id}` };
    await world.clouds.fault({ request, status: 422, code: 'invalid_input', count: 100 });
    const returning = world.returnOf(job);
    expect(await world.run(returning)).toMatchObject({ code: 1 });
    expect(returning.end).toMatchObject({
      status: 'failed',
      library: { resources: [{ kind: 'firewall', id }], hourly_cost: 0 },
    });
    const { data } =
      returning.events.find(({ stage, status }) => stage === 'return.stack' && status === 'failed') ?? {};
    expect(data).toMatchObject({ error_code: returning.end?.error?.code, remedy: expect.any(String) });
    await world.clouds.clearFaults();
    await goesWell(world.retried(returning));
    expect(returning.end).toMatchObject({ status: 'completed', library: { resources: [] } });
  });

  test('whose run is killed is made once by the next attempt, and leaves nothing', async () => {
    const job = world.job('job_killed', 'chat');
    await stopped(job, 'SIGKILL');
    await goesWell(world.retried(job));
    expect((await world.clouds.serversMade()).chat).toBe(1);
    await goesWell(world.returnOf(job));
    expect(await own('chat')).toEqual([]);
  });

  test('shows what was drawn for it in no log, output, summary, trace, journal or state', async () => {
    const told = JSON.stringify([...world.controlPlane.jobs.values()].map(({ events, end }) => [events, end]));
    const logs = [...world.controlPlane.jobs.keys()].map((id) => world.controlPlane.log(id)).join('\n');
    const state = await world.state();
    const places = { machine: await world.runner.everything(), printed: world.runner.logs(), told, logs, state };
    for (const [place, text] of Object.entries(places)) {
      // Else nothing was looked through.
      expect(text.length).toBeGreaterThan(1_000);
      expect([place, text.includes(FIRST_PASSWORD)]).toEqual([place, false]);
    }
  });
});
