import { expect, test } from '@jest/globals';
import type { Deps } from '../../deps.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { MADE, reportOf } from '../../testing/library-rows.ts';
import { LOSES_ALL, testDeps } from '../../testing/test-deps.ts';
import { retryJob } from '../retry-job.ts';
import { deleteProvisioning } from './delete-provisioning.ts';
import { returnProvisioning } from './return-provisioning.ts';

const OPERATOR = { kind: 'operator', name: 'alice' } as const;
const bench = libraryBench();

const edges = () => testDeps(bench.cp, {}, Date.now(), { queue: LOSES_ALL });
/** Edges for one who is overtaken: just before the first batch is written, something else happens. */
async function overtakenBy(meanwhile: () => Promise<unknown>): Promise<Deps> {
  const deps = await edges();
  let first = true;
  const batch: Deps['db']['batch'] = async (statements) => {
    if (first) {
      first = false;
      await meanwhile();
    }
    return await deps.db.batch(statements);
  };
  const db = new Proxy(deps.db, { get: (real, name) => (name === 'batch' ? batch : Reflect.get(real, name)) });
  return { ...deps, db };
}
const asked = (id: string) => ({ id, name: 'My shop', request_id: 'r' });

test('a deletion that a return comes before is refused', async () => {
  const { provisioning_id: id } = await bench.returnFailed({}, MADE);
  const deps = await overtakenBy(async () => returnProvisioning(await edges(), OPERATOR, asked(id)));
  await expect(deleteProvisioning(deps, OPERATOR, asked(id))).rejects.toMatchObject({ code: 'move_refused' });
  expect(await bench.row(id)).toMatchObject({ status: 'returning', deleted_at: null });
  expect(await bench.kinds(id)).not.toContain('status_deleted');
});

test('a return that a deletion comes before finds nothing on the list, and has begun nothing', async () => {
  const { provisioning_id: id } = await bench.returnFailed({}, MADE);
  const deps = await overtakenBy(async () => deleteProvisioning(await edges(), OPERATOR, asked(id)));
  await expect(returnProvisioning(deps, OPERATOR, asked(id))).rejects.toMatchObject({ code: 'provisioning_not_found' });
  expect((await bench.row(id)).status).toBe('return_failed');
  expect(await bench.jobs(id)).toHaveLength(2);
});

test('a return that another comes before answers the other, and one that a retry comes before is refused', async () => {
  const { provisioning_id: id, job_id } = await bench.failed();
  const retried = await overtakenBy(async () => retryJob(await edges(), OPERATOR, job_id, 'r'));
  await expect(returnProvisioning(retried, OPERATOR, asked(id))).rejects.toMatchObject({ code: 'job_active' });
  expect((await bench.row(id)).status).toBe('provisioning');

  const { provisioning_id: other } = await bench.provisioned({ name: 'Other', server_prefix: 'other' });
  const returned = { id: other, name: 'Other', request_id: 'r' };
  const deps = await overtakenBy(async () => returnProvisioning(await edges(), OPERATOR, returned));
  const { begun, answer } = await returnProvisioning(deps, OPERATOR, returned);
  expect([begun, answer.job_id]).toEqual([false, (await bench.row(other)).job_id]);
});

test('a retry that a deletion or a return comes before is refused', async () => {
  const { provisioning_id: id } = await bench.returnFailed({}, MADE);
  const job_id = String((await bench.row(id)).job_id);
  const deleted = await overtakenBy(async () => deleteProvisioning(await edges(), OPERATOR, asked(id)));
  await expect(retryJob(deleted, OPERATOR, job_id, 'r')).rejects.toMatchObject({
    ...{ code: 'move_refused', message: 'My shop is off the list: it is not worked on any more.' },
  });

  const other = await bench.failed({ name: 'Other', server_prefix: 'other' });
  const returned = { id: other.provisioning_id, name: 'Other', request_id: 'r' };
  const deps = await overtakenBy(async () => returnProvisioning(await edges(), OPERATOR, returned));
  await expect(retryJob(deps, OPERATOR, other.job_id, 'r')).rejects.toMatchObject({
    ...{ code: 'move_refused', message: expect.stringContaining('Other is returning by job_') },
  });
  expect((await bench.row(other.provisioning_id)).status).toBe('returning');
});

test('a retry of a return that another return comes before is refused, also where that has failed by then', async () => {
  const { provisioning_id: id } = await bench.returnFailed({}, MADE);
  const older = String((await bench.row(id)).job_id);
  const deps = await overtakenBy(async () => {
    await bench.ends(await bench.returning({ provisioning_id: id }), { status: 'failed', library: reportOf(MADE) });
  });
  await expect(retryJob(deps, OPERATOR, older, 'r')).rejects.toMatchObject({
    ...{ code: 'move_refused', message: expect.stringContaining(`which came after ${older}`) },
  });
  const row = await bench.row(id);
  expect([row.status, row.job_id === older]).toEqual(['return_failed', false]);
  const jobs = await bench.jobs(id);
  expect(jobs.map((job) => job.status)).toEqual(['completed', 'failed', 'failed']);
  expect((await bench.kinds(id)).filter((kind) => kind === 'return_executed')).toHaveLength(2);
});
