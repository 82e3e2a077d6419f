import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DescribedThing, StackEvent } from '@prego/stacks';
import { ActionError } from '../errors.ts';
import type { TestContext } from '../testing/command-context.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import type { TestJob } from '../testing/control-plane-state.ts';
import { described, engine, failed, libraryContext, made, SERVER, UP } from '../testing/library-engine.ts';
import { FIRST_PASSWORD, libraryJob, libraryWork } from '../testing/library-work.ts';
import { until } from '../testing/until.ts';
import { libraryWith } from './library.ts';

let controlPlane: ControlPlaneServer;
let open: TestContext<'library'> | undefined;
beforeAll(async () => {
  controlPlane = await startControlPlaneServer();
});
afterEach(async () => {
  await open?.close();
  open = undefined;
});
afterAll(() => controlPlane.close());

async function contextOf(job: TestJob, signal?: AbortSignal): Promise<TestContext<'library'>> {
  open = await libraryContext(controlPlane, job, signal);
  return open;
}
const provisioning = (jobId: string) => libraryJob(controlPlane, jobId, libraryWork());

describe('a job that provisions', () => {
  test('has the engine make what the claim says, and completes with what Hetzner has then', async () => {
    const job = provisioning('job_up');
    const { wanted, looks, parts } = engine({ up: async () => UP }, [SERVER, described('networks', 'office')]);
    const context = await contextOf(job);
    const { outputs, summary } = await libraryWith(context.context, parts);
    expect(wanted).toEqual([
      {
        ...{ jobId: 'job_up', region: 'sg', provisioning: 'Our forge', image: 'debian-13', sshKeys: ['2'] },
        servers: [
          {
            ...{ key: 'app', name: 'forge', cloudInit: '#cloud-config\npackages: [git]\n', volumeGb: 10 },
            ports: [{ protocol: 'tcp', port: 443, from: 'anywhere' }],
          },
        ],
        offers: [{ serverType: 'cpx32', location: 'sin' }],
        network: { id: 1, subnet: '10.0.0.0/24', networkZone: 'ap-southeast' },
        values: { domain: 'forge.example.com', admin_password: FIRST_PASSWORD },
      },
    ]);
    expect(looks).toEqual([{ stack: job.stack, things: [] }]);
    expect(job.end).toMatchObject({
      status: 'completed',
      library: { resources: [{ kind: 'server', id: '7', ipv4: '203.0.113.9' }], hourly_cost: 0.01, monthly_cost: 6 },
    });
    expect(outputs).toMatchObject({ stack: 'library-x', created: false, monthly_cost: '6.00 EUR' });
    expect(summary.join()).toContain('Our forge');
    await context.close();
    expect(controlPlane.events('job_up')).toEqual([
      'library.stack started',
      'library.stack done',
      'library.resources started',
      'library.resources done',
    ]);
    expect(controlPlane.log('job_up')).toContain('There is server forge (id 7, cpx32 in sin, 203.0.113.9)');
  });

  test('tells what there is as soon as something is made, should it die after that', async () => {
    const job = provisioning('job_on_its_way');
    const dies = new ActionError('internal', 'It was killed.', 'Retry.');
    const there: DescribedThing[] = [];
    const { looks, parts } = engine(
      {
        up: async ({ onEvent }) => {
          onEvent(made('ServerNetwork', 'app-network'));
          onEvent({ ...made('Server', 'app'), planned: true } as StackEvent);
          there.push(SERVER, described('primary_ips', 'forge', { id: '9' }));
          onEvent(made('Server', 'app'));
          await until(() => job.progress.length > 0);
          // Its server has gone, and with it what the address would be found by.
          there.shift();
          onEvent({ ...made('Server', 'app'), action: 'delete' } as StackEvent);
          await until(() => job.progress.length > 1);
          throw dies;
        },
      },
      there,
    );
    const context = await contextOf(job);
    expect(await failed(context, parts)).toBe(dies);
    expect(job.progress.map(({ library }) => library?.resources.map(({ kind, id }) => `${kind} ${id}`))).toEqual([
      ['server 7', 'primary_ip 9'],
      ['primary_ip 9'],
      ['primary_ip 9'],
    ]);
    expect(looks[1]).toMatchObject({ things: [{ id: '7' }, { id: '9' }] });
  });

  test('goes on where what there is can not be looked at or told on the way', async () => {
    const job = provisioning('job_unheard');
    const { looks, parts } = engine(
      {
        up: async ({ onEvent }) => {
          onEvent(made('Server', 'app'));
          await until(() => looks.length > 0);
          return UP;
        },
      },
      [SERVER],
    );
    controlPlane.fault({ path: /job_unheard\/callback$/, kind: { status: 400 } });
    await libraryWith((await contextOf(job)).context, parts);
    expect(job.end).toMatchObject({ status: 'completed', library: { resources: [{ id: '7' }] } });
  });

  test('shows its secrets nowhere, whatever the engine says', async () => {
    const job = provisioning('job_secret');
    const words = `cloud-init said ${FIRST_PASSWORD}`;
    const { parts } = engine({ up: () => Promise.reject(new ActionError('internal', words, 'Retry.')) }, []);
    const context = await contextOf(job);
    await failed(context, parts);
    await context.close();
    const told = JSON.stringify([job.events, job.end, controlPlane.log('job_secret')]);
    expect(told).toContain('cloud-init said ***');
    expect(context.io.everything() + told).not.toContain(FIRST_PASSWORD);
  });

  test('that fails tells what is there all the same, with the failure', async () => {
    const job = provisioning('job_half');
    const noRoom = Object.assign(new Error('no room'), { code: 'capacity_unavailable', remedy: 'Later.' });
    const { parts } = engine({ up: () => Promise.reject(noRoom) }, [SERVER]);
    const context = await contextOf(job);
    expect(await failed(context, parts)).toBe(noRoom);
    expect(job.end).toMatchObject({
      status: 'failed',
      error: { code: 'capacity_unavailable' },
      library: { resources: [{ name: 'forge' }], hourly_cost: 0.01 },
    });
    expect(context.io.summaries.join()).toContain('Still there');
  });

  test('that fails and can not look either keeps its own reason', async () => {
    const job = provisioning('job_blind');
    const noRoom = Object.assign(new Error('no room'), { code: 'capacity_unavailable', remedy: 'Later.' });
    const { parts } = engine({ up: () => Promise.reject(noRoom) }, new Error('Hetzner is away'));
    const context = await contextOf(job);
    expect(await failed(context, parts)).toBe(noRoom);
    expect(job.end).not.toHaveProperty('library');
    expect(context.io.log.join()).toContain('Hetzner is away');
  });

  test('that is cancelled does not tell again what it saw on its way: more may have been made since', async () => {
    const job = provisioning('job_stale');
    const cancelled = new AbortController();
    const { parts } = engine(
      {
        up: async ({ onEvent }) => {
          onEvent(made('Firewall', 'app'));
          await until(() => job.progress.length > 0);
          cancelled.abort();
          throw new ActionError('cancelled', 'The run was cancelled.', 'Retry it.');
        },
      },
      [described('firewalls', 'forge', { hourly: 0, monthly: 0 })],
    );
    await failed(await contextOf(job, cancelled.signal), parts, 'cancelled');
    expect(job.progress).toMatchObject([{ library: { resources: [{ kind: 'firewall' }], hourly_cost: 0 } }]);
    expect(job.end).toMatchObject({ status: 'cancelled' });
    expect(job.end).not.toHaveProperty('library');
  });

  test('that is cancelled does not spend the time that is left on a look', async () => {
    const job = provisioning('job_stopped');
    const cancelled = new AbortController();
    const stops = () => {
      cancelled.abort();
      return Promise.reject(new ActionError('cancelled', 'The run was cancelled.', 'Retry it.'));
    };
    const { looks, parts } = engine({ up: stops }, [SERVER]);
    await failed(await contextOf(job, cancelled.signal), parts, 'cancelled');
    expect(looks).toEqual([]);
    expect(job.end).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
  });
});

describe('a job', () => {
  const untouched = () => engine({}, new Error('it was looked at')).parts;

  test.each(['provision', 'return', 'retire_node'] as const)('to %s is none of the library', async (kind) => {
    const job = Object.assign(provisioning(`job_to_${kind}`), { kind });
    const { context } = await contextOf(job);
    await expect(libraryWith(context, untouched())).rejects.toMatchObject({ code: 'invalid_inputs' });
  });

  test('whose work the control plane does not tell is refused', async () => {
    const job = Object.assign(provisioning('job_mute'), { library: null });
    const { context } = await contextOf(job);
    await expect(libraryWith(context, untouched())).rejects.toMatchObject({ code: 'invalid_inputs' });
  });

  test('without a right to its stack touches nothing', async () => {
    const job = Object.assign(provisioning('job_no_lease'), { lease_held: false });
    const { context } = await contextOf(job);
    await expect(libraryWith(context, untouched())).rejects.toMatchObject({ code: 'attempt_ended' });
  });
});
