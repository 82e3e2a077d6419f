import { beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { type Db, dbOf } from './db.ts';
import { countActiveJobs, countFailedJobs, lapsedSeats } from './jobs.ts';
import { idleStacks, orphanedLeases } from './leases.ts';
import { jobsQuery } from './list-jobs.ts';
import { dueRows, unlistedJobs } from './outbox.ts';
import { pastRuns } from './read-story.ts';
import { awaitedLostNodes, awaitedReadyNodes, awaitedSilentNodes } from './waiters.ts';

let cp: ControlPlane;
let db: Db;
beforeAll(async () => {
  cp = await ControlPlane.start();
  db = dbOf(cp.env.DB);
});

interface Query {
  toSQL(): { sql: string; params: unknown[] };
}
const after = { created_at: 1, job_id: 'job_a' };

async function planOf(query: unknown): Promise<string[]> {
  const { sql, params } = (query as Query).toSQL();
  const steps = await cp.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params);
  return steps.map(({ detail }) => detail);
}

test.each<[string, () => unknown, string]>([
  ['all jobs', () => jobsQuery(db, {}, 'all', after, 50), 'provision_jobs_created'],
  ['all but the failed', () => jobsQuery(db, {}, 'others', after, 50), 'provision_jobs_created'],
  ['the failed', () => jobsQuery(db, {}, 'failed', after, 50), 'provision_jobs_status'],
  ['the completed', () => jobsQuery(db, { status: 'completed' }, 'all', after, 50), 'provision_jobs_status'],
  ['the jobs of a stack', () => jobsQuery(db, { stack: 'sg' }, 'all', after, 50), 'provision_jobs_of_stack'],
  ['seats to give back', () => lapsedSeats(db, 1, 50), 'provision_jobs_seats'],
  [
    'past runs on shared nodes',
    () => pastRuns(db, { infra_mode: 'use_existing', dedicated: null }, 'sg', 5),
    'INDEX provision_jobs_past_runs (infra_mode=? AND dedicated=? AND region=? AND ended_at<?)',
  ],
  [
    'past runs of dedicated tenants',
    () => pastRuns(db, { infra_mode: 'create_new_server', dedicated: 1 }, 'sg', 5),
    'INDEX provision_jobs_past_runs (infra_mode=? AND dedicated=? AND region=? AND ended_at<?)',
  ],
  ['how many are under way', () => countActiveJobs(db), 'COVERING INDEX provision_jobs_status (status=?)'],
  [
    'how many failed lately',
    () => countFailedJobs(db, 1),
    'COVERING INDEX provision_jobs_failed (status=? AND ended_at>?)',
  ],
  ['what is due', () => dueRows(db, 1, 50), 'outbox_due'],
])('%s are read from an index, in order, however many jobs there are', async (_, query, index) => {
  const steps = await planOf(query());
  expect(steps.filter((step) => /SCAN (?!.*USING INDEX)|TEMP B-TREE/.test(step))).toEqual([]);
  expect(steps.join('; ')).toContain(index);
});

test.each<[string, () => unknown]>([
  ['jobs on no list', () => unlistedJobs(db, 50)],
  ['leases that were left', () => orphanedLeases(db, 50)],
  ['idle stacks', () => idleStacks(db, 50)],
  ['nodes that are awaited and ready', () => awaitedReadyNodes(db, 50)],
  ['nodes that are awaited and lost', () => awaitedLostNodes(db, 50)],
  ['nodes that are awaited and silent', () => awaitedSilentNodes(db, 1, 50)],
])('%s are found among the jobs under way, not among all', async (_, query) => {
  expect((await planOf(query())).filter((step) => step.startsWith('SCAN'))).toEqual([]);
});
