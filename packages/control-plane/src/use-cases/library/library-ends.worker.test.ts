import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../../testing/fleet.ts';
import { moveClock } from '../../testing/job-world.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { MADE, reportOf } from '../../testing/library-rows.ts';

const bench = libraryBench();
const HOUR = 3_600_000;
const shown = async (id: string) => (await bench.get(`/provisionings/${id}`)).body;

describe('an end', () => {
  test('that is well makes it provisioned, with its resources and costs', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    expect(await shown(provisioning_id)).toMatchObject({
      ...{ status: 'provisioned', job_id, price: { hourly: 0.04, monthly: 24 }, cost_so_far: 0.04, error_code: null },
      ...{ location: 'fsn1', server_type: 'cx33', may: { retry: false, return: true, delete: false } },
    });
    await moveClock(bench.cp, 10 * HOUR - 60_000);
    expect((await shown(provisioning_id)).cost_so_far).toBe(0.4);
  });

  test('elsewhere than asked for shows where it stands', async () => {
    const { provisioning_id } = await bench.provisioned(
      {},
      MADE.map((each) => ({ ...each, location: 'hel1' })),
    );
    expect((await shown(provisioning_id)).location).toBe('hel1');
  });

  test('that is ill says why, and nothing is billed where nothing was made', async () => {
    const { provisioning_id } = await bench.failed({}, []);
    expect(await shown(provisioning_id)).toMatchObject({
      ...{ status: 'provision_failed', error_code: 'CAPACITY_EXHAUSTED', error_message: 'no room anywhere' },
      ...{ cost_so_far: 0, price: { hourly: 0, monthly: 0 }, may: { retry: true, return: true, delete: false } },
    });
  });

  test('without a word counts as if all had been made, as long as nobody knows better', async () => {
    const { provisioning_id } = await bench.failed();
    expect(await shown(provisioning_id)).toMatchObject({ status: 'provision_failed', cost_so_far: 0.04 });
  });

  test('before any run had begun costs nothing', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.job(job_id, 'cancel');
    expect(await shown(provisioning_id)).toMatchObject({ status: 'provision_failed', cost_so_far: 0 });
  });

  test('of a return stops the cost, and keeps what there was', async () => {
    const seeded = await bench.provisioned();
    await moveClock(bench.cp, 5 * HOUR - 60_000);
    await bench.ends(await bench.returning(seeded), { status: 'completed', library: reportOf([]) });
    await moveClock(bench.cp, 500 * HOUR);
    expect(await shown(seeded.provisioning_id)).toMatchObject({
      ...{ status: 'returned', cost_so_far: 0.2, price: { hourly: 0, monthly: 0 } },
      may: { retry: false, return: false, delete: true },
    });
  });

  test('of a return that left something goes on at the price of that', async () => {
    const seeded = await bench.provisioned();
    await moveClock(bench.cp, 10 * HOUR - 60_000);
    const error = { code: 'PROTECTED', message: 'x' };
    await bench.ends(await bench.returning(seeded), { status: 'failed', error, library: reportOf(MADE.slice(0, 1)) });
    expect((await shown(seeded.provisioning_id)).price).toEqual({ hourly: 0.01, monthly: 6 });
    await moveClock(bench.cp, 20 * HOUR - 120_000);
    // Ten hours of all, then ten of one server.
    expect((await shown(seeded.provisioning_id)).cost_so_far).toBe(0.5);
  });

  test('is not taken for well where the run does not show it', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    for (const library of [undefined, reportOf([]), reportOf(MADE.slice(3))]) {
      const answer = await bench.job(job_id, 'callback', { status: 'completed', ...(library && { library }) });
      expect(codeOf(answer)).toBe('invalid_request');
    }
    await bench.ends(job_id, { status: 'completed', library: reportOf(MADE) });
    const job = await bench.returning({ provisioning_id });
    const left = await bench.job(job, 'callback', { status: 'completed', library: reportOf(MADE.slice(0, 1)) });
    expect(left.body.error.message).toContain('server shop-app left');
    expect((await bench.row(provisioning_id)).status).toBe('returning');
  });

  test.each([
    ['firewall', 3],
    ['volume', 2],
  ])('of a return is not well with a %s of its own left: that is named, and costs what it costs', async (kind, at) => {
    const seeded = await bench.provisioned();
    const job_id = await bench.returning(seeded);
    const left = MADE.slice(at, at + 1);
    const library = reportOf(left, kind === 'firewall' ? 0 : 0.01);
    const answer = await bench.job(job_id, 'callback', { status: 'completed', library });
    expect([codeOf(answer), answer.body.error.message]).toEqual([
      'invalid_request',
      expect.stringContaining(`${kind} ${left[0]?.name} left`),
    ]);
    expect((await bench.row(seeded.provisioning_id)).status).toBe('returning');
    const error = { code: 'leftovers', message: 'Hetzner still has it.' };
    await bench.ends(job_id, { status: 'failed', error, library });
    expect(await shown(seeded.provisioning_id)).toMatchObject({
      ...{ status: 'return_failed', error_code: 'leftovers', may: { return: true, delete: true } },
      price: { hourly: library.hourly_cost },
    });
    const info = (await bench.get(`/provisionings/${seeded.provisioning_id}/installation-info`)).body;
    expect(info.left_behind).toEqual(left);
    await bench.ends(await bench.returning(seeded), { status: 'completed', library: reportOf([]) });
    expect((await shown(seeded.provisioning_id)).status).toBe('returned');
  });

  test('once more changes nothing: neither status, nor history, nor cost', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    const before = await bench.row(provisioning_id);
    await bench.ends(job_id, { status: 'completed', library: reportOf(MADE.slice(0, 1)) });
    expect(codeOf(await bench.job(job_id, 'callback', { status: 'failed' }))).toBe('attempt_ended');
    expect(await bench.row(provisioning_id)).toEqual(before);
    expect(await bench.kinds(provisioning_id)).toEqual(['provisioning_executed', 'provisioning_completed']);
  });

  test('hides what looks like a secret in what went wrong', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    const error = { code: 'SSH', message: `refused: ghp_${'a1'.repeat(20)}` };
    await bench.ends(job_id, { status: 'failed', error });
    const [, failed] = await bench.events(provisioning_id);
    expect([failed?.error_message, (await shown(provisioning_id)).error_message]).toEqual([
      'refused: ***',
      'refused: ***',
    ]);
  });
});
