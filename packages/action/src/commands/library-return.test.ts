import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { RemainingThing } from '@prego/stacks';
import type { TestContext } from '../testing/command-context.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import type { TestJob } from '../testing/control-plane-state.ts';
import { BACK, described, engine, failed, libraryContext, SERVER, UP } from '../testing/library-engine.ts';
import { libraryJob, libraryReturn, libraryWork } from '../testing/library-work.ts';
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

async function contextOf(job: TestJob): Promise<TestContext<'library'>> {
  open = await libraryContext(controlPlane, job);
  return open;
}
describe('a job that returns', () => {
  /** One whose provisioning was completed with the server. */
  async function provisioned(jobId: string): Promise<TestJob> {
    const job = libraryJob(controlPlane, jobId, libraryWork());
    const context = await contextOf(job);
    await libraryWith(context.context, engine({ up: async () => UP }, [SERVER]).parts);
    await context.close();
    return libraryReturn(controlPlane, job);
  }

  test('has the stack destroyed with all that was reported, and completes with nothing', async () => {
    const job = await provisioned('job_gone');
    const { gone, looks, parts } = engine({ back: async () => BACK }, new Error('there is nothing to look at'));
    const context = await contextOf(job);
    await libraryWith(context.context, parts);
    expect(gone).toEqual([
      { what: 'library', stack: job.stack, things: [{ kind: 'servers', id: '7', name: 'forge' }] },
    ]);
    expect(looks).toEqual([]);
    expect(job.end).toEqual({ status: 'completed', library: { resources: [], hourly_cost: 0, monthly_cost: 0 } });
    await context.close();
    expect(controlPlane.events(job.job_id)).toEqual(['return.stack started', 'return.stack done', 'return.proof done']);
  });

  test('that leaves something billed fails with what is left and its cost', async () => {
    const job = await provisioned('job_left');
    const left: RemainingThing = { kind: 'servers', id: '7', name: 'forge', hourly: 0.01, currency: 'EUR' };
    const { parts } = engine({ back: async () => ({ ...BACK, remaining: [left] }) }, [SERVER]);
    const context = await contextOf(job);
    expect(await failed(context, parts)).toMatchObject({ code: 'leftovers' });
    expect(job.end).toMatchObject({ status: 'failed', library: { resources: [{ id: '7' }], hourly_cost: 0.01 } });
    await context.close();
    expect(controlPlane.events(job.job_id)).toContain('return.proof failed');
  });

  test.each([
    ['firewalls', 'firewall', 0, 'Hetzner still has firewall forge (id 3, free).'],
    ['primary_ips', 'primary_ip', 0.001, 'Hetzner still bills primary ip forge (id 3, 0.0010 EUR an hour)'],
  ] as const)(
    'that leaves one of its %s has failed, and names it, told of before or not',
    async (kind, told, hourly, why) => {
      const job = await provisioned(`job_left_${kind}`);
      const left: RemainingThing = { kind, id: '3', name: 'forge', hourly, currency: 'EUR' };
      const there = [described(kind, 'forge', { id: '3', hourly })];
      const { looks, parts } = engine({ back: async () => ({ ...BACK, remaining: [left] }) }, there);
      const context = await contextOf(job);
      expect(await failed(context, parts)).toMatchObject({ code: 'leftovers', message: expect.stringContaining(why) });
      // By its id, as an address without its server bears nothing of ours.
      expect(looks).toEqual([{ stack: job.stack, things: expect.arrayContaining([{ kind, id: '3', name: 'forge' }]) }]);
      expect(job.end).toMatchObject({
        ...{ status: 'failed', error: { code: 'leftovers' } },
        library: { resources: [{ kind: told, id: '3' }], hourly_cost: hourly },
      });
    },
  );

  test('is well where what is left is none of its own', async () => {
    const job = await provisioned('job_others');
    const left: RemainingThing = { kind: 'networks', id: '4', name: 'office', hourly: 0, currency: 'EUR' };
    const { parts } = engine({ back: async () => ({ ...BACK, remaining: [left] }) }, []);
    await libraryWith((await contextOf(job)).context, parts);
    expect(job.end).toEqual({ status: 'completed', library: { resources: [], hourly_cost: 0, monthly_cost: 0 } });
  });

  test('whose engine is refused, as by a protected server, names what is left', async () => {
    const job = await provisioned('job_protected');
    const refused = Object.assign(new Error('forge is protected'), { code: 'delete_protected', remedy: 'Unlock it.' });
    const { looks, parts } = engine({ back: () => Promise.reject(refused) }, [SERVER]);
    const context = await contextOf(job);
    expect(await failed(context, parts)).toBe(refused);
    expect(looks).toEqual([{ stack: job.stack, things: [{ kind: 'servers', id: '7', name: 'forge' }] }]);
    expect(job.end).toMatchObject({ error: { code: 'delete_protected' }, library: { resources: [{ id: '7' }] } });
    await context.close();
    expect(job.events.find(({ stage, status }) => stage === 'return.stack' && status === 'failed')?.data).toEqual({
      ...{ error_code: 'delete_protected', error_message: 'forge is protected', remedy: 'Unlock it.' },
    });
    expect(controlPlane.log(job.job_id)).toContain('There is server forge');
  });
});
