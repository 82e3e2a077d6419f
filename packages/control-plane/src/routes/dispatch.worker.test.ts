import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DispatchState, JobStatus } from '@prego/contracts';
import { drizzle } from 'drizzle-orm/d1';
import { countActiveJobs, countFailedJobs } from '../store/jobs.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { HOUR_MS } from '../testing/credentials.ts';
import { jobRow } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => cp.clear());

const read = async () => DispatchState.parse((await cp.get('/internal/dispatch')).body);

test('what is under way is counted, and what has failed in the last 24 hours', async () => {
  expect((await read()).jobs).toEqual({ active: 0, failed_24h: 0 });
  const now = Date.now();
  const ended = (hoursAgo: number) => ({ ended_at: now - hoursAgo * HOUR_MS, created_at: now - 100 * HOUR_MS });
  await cp.insert(
    'provision_jobs',
    ...JobStatus.options.map((status) => jobRow(`job_${status}`, { status, ...ended(1) })),
    jobRow('job_waiting2', { status: 'waiting' }),
    jobRow('job_late', { status: 'failed', ...ended(23.9) }),
    jobRow('job_old', { status: 'failed', ...ended(24.1) }),
  );
  expect((await read()).jobs).toEqual({ active: 6, failed_24h: 2 });
});

test('a failed job that is retried is under way again', async () => {
  await cp.insert('nodes', {
    ...{ node_id: 'sg-s-22222222', region: 'sg', role: 'shared', status: 'ready', stack: 'sg', job_id: 'job_n' },
    ...{ capacity: 20, created_at: 1, updated_at: 1 },
  });
  const failed = { kind: 'retire_node', status: 'failed', node_id: 'sg-s-22222222', ended_at: Date.now() };
  await cp.rows("UPDATE nodes SET status = 'draining'");
  await cp.insert('provision_jobs', jobRow('job_a', failed));
  expect((await read()).jobs).toEqual({ active: 0, failed_24h: 1 });
  expect((await cp.post('/internal/provision-jobs/job_a/retry', {})).status).toBe(200);
  expect((await read()).jobs).toEqual({ active: 1, failed_24h: 0 });
});

test('pausing answers the same figures', async () => {
  await cp.insert('provision_jobs', jobRow('job_a'));
  const { body } = await cp.call('PUT', '/internal/dispatch', { body: { paused: true, reason: 'GitHub is down' } });
  expect(DispatchState.parse(body)).toMatchObject({ paused: true, jobs: { active: 1, failed_24h: 0 } });
});

test('neither count reads the jobs that it does not count', async () => {
  await cp.env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO provision_jobs (job_id, kind, status, trace_id, region, infra_mode, created_by, created_at, updated_at, ended_at)
     SELECT 'job_' || i, 'provision', iif(i % 2, 'completed', iif(i > 20, 'failed', 'running')), 'trace_' || i, 'sg',
            'use_existing', 'operator', 1, 1, iif(i % 100, 1, 5) FROM n`,
  ).run();
  const db = drizzle(cp.env.DB);
  const reads = async (query: { toSQL(): { sql: string; params: unknown[] } }) => {
    const { sql, params } = query.toSQL();
    const { results, meta } = await cp.env.DB.prepare(sql)
      .bind(...params)
      .all();
    return { jobs: Object.values(results[0] ?? {})[0], rows: meta.rows_read };
  };
  const active = await reads(countActiveJobs(db));
  expect(active.jobs).toBe(10);
  expect(active.rows).toBeLessThanOrEqual(20);
  const failed = await reads(countFailedJobs(db, 2 + 24 * HOUR_MS));
  expect(failed.jobs).toBe(100);
  expect(failed.rows).toBeLessThanOrEqual(102);
});
