import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { JobStatus } from '@prego/contracts';
import fc from 'fast-check';
import { moveKind } from '../state-machine.ts';
import { dbOf } from '../store/db.ts';
import { findJob } from '../store/jobs.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { jobRow, seedProvision } from '../testing/job-world.ts';
import { moveJob } from './move-job.ts';

// Real processes on whatever machine this is.
jest.setTimeout(60_000);

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const status = fc.constantFrom(...JobStatus.options);

test('D1 itself takes a change of status if, and only if, the table has it', async () => {
  const change = fc.record({
    from: status,
    to: status,
    attempts: fc.integer({ min: -1, max: 2 }),
    revs: fc.integer({ min: -1, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ from, to, attempts, revs }) => {
      await cp.env.DB.batch([
        cp.env.DB.prepare('DELETE FROM provision_jobs'),
        cp.env.DB.prepare(
          `INSERT INTO provision_jobs (job_id, kind, status, trace_id, region, infra_mode, created_by, created_at, updated_at, attempt, rev)
           VALUES ('job_1', 'provision', ?, 'trace_1', 'sg', 'use_existing', 'operator', 1, 1, 3, 7)`,
        ).bind(from),
      ]);
      const allowed = moveKind(from, to);
      const fits = allowed !== undefined && revs === 1 && attempts === (allowed === 'retry' ? 1 : 0);
      const written = await cp.env.DB.prepare('UPDATE provision_jobs SET status = ?, attempt = ?, rev = ?')
        .bind(to, 3 + attempts, 7 + revs)
        .run()
        .then(
          () => true,
          (error: Error) => (/illegal_move|job_moved/.test(error.message) ? false : Promise.reject(error)),
        );
      expect(written).toBe(fits);
    }),
    { numRuns: 250 },
  );
});

test('of moves that rest on the same reading one holds, and of the others nothing is written', async () => {
  const db = dbOf(cp.env.DB);
  const { job_id } = await seedProvision(cp, 'acme');
  const job = (await findJob(db, job_id)) as ProvisionJobsRow;
  const targets = ['waiting', 'dispatching', 'cancelled', 'failed', 'waiting', 'cancelled'] as const;
  const held = await Promise.all(targets.map((to) => moveJob(db, job, { to, at: 1, actor: 'system test' })));
  expect(held.filter(Boolean)).toHaveLength(1);
  expect(await jobRow(cp, job_id)).toMatchObject({ status: targets[held.indexOf(true)], rev: 1 });
  expect(await cp.rows('SELECT action FROM audit')).toHaveLength(1);
  expect(await cp.rows('SELECT status FROM job_attempts')).toHaveLength(1);
});

test('a move that is not in the table is refused before anything is tried', async () => {
  const db = dbOf(cp.env.DB);
  const { job_id } = await seedProvision(cp, 'acme', { status: 'completed' });
  const job = (await findJob(db, job_id)) as ProvisionJobsRow;
  const move = moveJob(db, job, { to: 'queued', at: 1, actor: 'system test' });
  await expect(move).rejects.toMatchObject({ code: 'move_refused' });
});
