import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../../testing/fleet.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { MADE, reportOf } from '../../testing/library-rows.ts';

const bench = libraryBench();
const shown = async (id: string) => (await bench.get(`/provisionings/${id}`)).body;

describe('a retry', () => {
  test('of an execution makes it provisioning again, and the next claim knows what is there', async () => {
    const failed = await bench.failed({}, MADE.slice(0, 1));
    expect((await bench.job(failed.job_id, 'retry')).body).toMatchObject({ status: 'queued', attempt: 2 });
    expect(await shown(failed.provisioning_id)).toMatchObject({ status: 'provisioning', attempt: 2, error_code: null });
    expect((await bench.claimed(failed.job_id)).library.resources).toEqual(MADE.slice(0, 1));
    await bench.ends(failed.job_id, { status: 'completed', library: reportOf(MADE) });
    expect((await shown(failed.provisioning_id)).status).toBe('provisioned');
  });

  test('of a return makes it returning again', async () => {
    const { provisioning_id } = await bench.returnFailed();
    const { job_id } = await bench.row(provisioning_id);
    expect((await bench.job(String(job_id), 'retry')).status).toBe(200);
    expect(await bench.row(provisioning_id)).toMatchObject({ status: 'returning', ended_at: null, error_code: null });
  });

  test('is refused of what came before a return, before another return, and of what is done', async () => {
    const failed = await bench.failed();
    const first = await bench.returning(failed);
    expect(codeOf(await bench.job(failed.job_id, 'retry'))).toBe('move_refused');
    await bench.ends(first, { status: 'failed' });
    expect(codeOf(await bench.job(failed.job_id, 'retry'))).toBe('move_refused');
    const second = await bench.returning(failed);
    await bench.ends(second, { status: 'failed' });
    expect(codeOf(await bench.job(first, 'retry'))).toBe('move_refused');
    await bench.job(second, 'retry');
    await bench.claimed(second);
    await bench.ends(second, { status: 'completed', library: reportOf([]) });
    for (const job_id of [failed.job_id, first, second]) {
      expect(codeOf(await bench.job(job_id, 'retry'))).toBe('move_refused');
    }
    expect((await bench.row(failed.provisioning_id)).status).toBe('returned');
  });

  test('and a return at once: one of them happens', async () => {
    for (let i = 0; i < 5; i++) {
      const inputs = { name: `Shop ${i}`, server_prefix: `shop${i}` };
      const { provisioning_id, job_id } = await bench.failed(inputs);
      const [retried, returned] = await Promise.all([
        bench.job(job_id, 'retry'),
        bench.askReturn(provisioning_id, inputs.name),
      ]);
      const active = await bench.cp.rows(
        "SELECT kind FROM provision_jobs WHERE provisioning_id = ? AND status = 'queued'",
        provisioning_id,
      );
      expect(active).toHaveLength(1);
      expect([retried.status === 200, returned.status === 202].filter(Boolean)).toHaveLength(1);
      const { status } = await bench.row(provisioning_id);
      expect([active[0]?.kind, status]).toEqual(
        retried.status === 200 ? ['library_provision', 'provisioning'] : ['library_return', 'returning'],
      );
    }
  });
});

describe('a cancel', () => {
  test('of an execution leaves it failed, of a return too', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.job(job_id, 'cancel');
    expect((await bench.row(provisioning_id)).status).toBe('provision_failed');
    const { body } = await bench.askReturn(provisioning_id, 'My shop');
    await bench.job(body.job_id, 'cancel');
    expect(await bench.row(provisioning_id)).toMatchObject({
      ...{ status: 'return_failed', error_code: 'cancelled_by_operator' },
    });
  });
});
