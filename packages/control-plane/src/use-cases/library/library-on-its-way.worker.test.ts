import { describe, expect, test } from '@jest/globals';
import { moveClock } from '../../testing/job-world.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { MADE, reportOf } from '../../testing/library-rows.ts';

const bench = libraryBench();
const HOUR = 3_600_000;
const shown = async (id: string) => (await bench.get(`/provisionings/${id}`)).body;

describe('what a run reports on its way', () => {
  const progress = (job_id: string, count: number) =>
    bench.ends(job_id, { status: 'progress', library: reportOf(MADE.slice(0, count)) });
  const killed = { status: 'failed', error: { code: 'KILLED', message: 'gone' } };

  test('is what is known of it, should it die without another word', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    await progress(job_id, 2);
    await bench.ends(job_id, { status: 'progress' });
    await bench.ends(job_id, killed);
    const { resources, resources_as_of } = (await bench.get(`/provisionings/${provisioning_id}/installation-info`))
      .body;
    expect(resources.map(({ id }: { id: string }) => id)).toEqual(['101', '102']);
    expect(resources_as_of).toBe((await bench.row(provisioning_id)).resources_at);
  });

  test('costs from its claim on, while it goes on', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    await moveClock(bench.cp, 2 * HOUR - 60_000);
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0, price: { hourly: 0.04, monthly: 24 } });
    await progress(job_id, 1);
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0.02, price: { hourly: 0.01, monthly: 6 } });
    // Better known, not changed: no further hour is counted for each thing that is made.
    for (const count of [2, 3, 4]) await progress(job_id, count);
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0.08, price: { hourly: 0.04, monthly: 24 } });
    await bench.ends(job_id, { status: 'completed', library: reportOf(MADE) });
    expect((await shown(provisioning_id)).cost_so_far).toBe(0.08);
  });

  test('costs nothing where it is a firewall only', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    await bench.ends(job_id, { status: 'progress', library: reportOf(MADE.slice(3), 0) });
    expect(await bench.row(provisioning_id)).toMatchObject({ billed_from: null });
    await bench.ends(job_id, { ...killed, library: reportOf(MADE.slice(3), 0) });
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0, price: { hourly: 0, monthly: 0 } });
  });

  test('may not be all where it dies then: it costs as if the rest had been made too', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    await progress(job_id, 1);
    await bench.ends(job_id, killed);
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0.04, price: { hourly: 0.04, monthly: 24 } });
  });

  test('may not be all of another attempt either, which can have made the rest of what the first one left', async () => {
    const { provisioning_id, job_id } = await bench.failed({}, MADE.slice(0, 1));
    await moveClock(bench.cp, 3 * HOUR - 60_000);
    expect((await bench.job(job_id, 'retry')).status).toBe(200);
    await bench.claimed(job_id);
    await bench.ends(job_id, killed);
    // Three hours of one thing, and one that has begun of all.
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0.07, price: { hourly: 0.04, monthly: 24 } });
  });

  test('in another attempt goes on from what the first one left, and ends when that has taken it away', async () => {
    const { provisioning_id, job_id } = await bench.failed({}, MADE.slice(0, 1));
    await moveClock(bench.cp, 3 * HOUR - 60_000);
    expect((await shown(provisioning_id)).cost_so_far).toBe(0.03);
    expect((await bench.job(job_id, 'retry')).status).toBe(200);
    await bench.claimed(job_id);
    await progress(job_id, 2);
    await progress(job_id, 4);
    // Three hours of one thing, and one that has begun of all.
    expect((await shown(provisioning_id)).cost_so_far).toBe(0.07);
    await moveClock(bench.cp, 5 * HOUR - 120_000);
    await bench.ends(job_id, { ...killed, library: reportOf([]) });
    // Until its run destroyed it, not until that was claimed.
    expect(await shown(provisioning_id)).toMatchObject({ cost_so_far: 0.11, price: { hourly: 0, monthly: 0 } });
  });

  test('of a return is what is left, should it die: it is billed until it is known to be gone', async () => {
    const seeded = await bench.provisioned();
    const job_id = await bench.returning(seeded);
    await progress(job_id, 1);
    await bench.ends(job_id, killed);
    const info = (await bench.get(`/provisionings/${seeded.provisioning_id}/installation-info`)).body;
    expect(info.left_behind).toEqual(MADE.slice(0, 1));
    expect((await shown(seeded.provisioning_id)).price).toEqual({ hourly: 0.04, monthly: 24 });
  });
});
