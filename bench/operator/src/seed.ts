import type { Env } from '@prego/control-plane/env';

export interface Size {
  readonly jobs: number;
  readonly nodes: number;
}

/** D1 takes statements of limited time: rows go in by so many. */
const AT_ONCE = 5_000;
const HOUR_MS = 3_600_000;
/** Of how many hours the nodes have figures: what the console draws. */
const HOURS = 24;

/**
 * Fills D1 with jobs that have ended, a fifth of them badly, and with nodes that report. Times in ms. D1 binds
 * every number as a float, which would stand in ids as one.
 */
export async function seed({ DB }: Env, { jobs, nodes }: Size, now: number): Promise<void> {
  await each(jobs, (from, to) =>
    DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO provision_jobs (job_id, kind, status, tenant_id, trace_id, region, infra_mode, attempt, error_code,
         error_message, created_by, created_at, updated_at, ended_at)
       SELECT 'job_seeded' || i, 'provision', iif(i % 5 = 0, 'failed', 'completed'), 'seeded-' || i, 'trace_seeded' || i,
         'sg', iif(i % 3 = 0, 'create_new_server', 'use_existing'), 1, iif(i % 5 = 0, 'run_failed', NULL),
         iif(i % 5 = 0, 'The run failed without telling why here.', NULL), 'gateway', ?3 - i * 60000, ?3 - i * 60000 + 9000,
         ?3 - i * 60000 + 9000 FROM n`,
    )
      .bind(from, to, now)
      .run(),
  );
  await each(nodes, async (from, to) => {
    const rows = 'WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?2)';
    await DB.prepare(
      `${rows} INSERT INTO nodes (node_id, region, role, status, stack, job_id, capacity, server_type, location,
         registered_at, created_at, updated_at, seq)
       SELECT ${NODE_ID}, 'sg', 'shared', iif(i % 50 = 0, 'cordoned', 'ready'), 'sg', 'job_seeded' || i, 20, 'cpx32', 'sin',
         ?3, ?3, ?3, i FROM n`,
    )
      .bind(from, to, now)
      .run();
    await DB.prepare(
      `${rows} INSERT INTO server_metrics (node_id, region, cpu_pct, memory_pct, disk_pct, updated_at, seq)
       SELECT ${NODE_ID}, 'sg', 10 + i % 80, 10 + (i * 7) % 85, 10 + (i * 13) % 70, ?3, i + 1 FROM n`,
    )
      .bind(from, to, now)
      .run();
  });
  await hourly(DB, nodes, now);
}

/** SQL for the node id of a number: its digits, written in eight letters of the alphabet of node ids. */
const NODE_ID = `'sg-s-' || ${Array.from({ length: 8 }, (_, place) => `substr('23456789bc', i / ${10 ** (7 - place)} % 10 + 1, 1)`).join(' || ')}`;

/** Each node's last hours, a full hour of pushes in each. */
async function hourly(db: Env['DB'], nodes: number, now: number): Promise<void> {
  const hour = now - (now % HOUR_MS);
  await each(nodes * HOURS, (from, to) =>
    db
      .prepare(
        `WITH RECURSIVE k(j) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT j + 1 FROM k WHERE j < ?2),
           n(i, h) AS (SELECT j / ${HOURS}, j % ${HOURS} FROM k)
         INSERT INTO server_metrics_hourly (node_id, hour, samples, cpu_samples, cpu_sum, cpu_max, memory_samples, memory_sum,
           memory_max, disk_samples, disk_sum, disk_max)
         SELECT ${NODE_ID}, ?3 - h * ${HOUR_MS}, 60, 60, 60 * (10 + (i + h * 7) % 80), 95, 60, 60 * (10 + (i * 7 + h) % 85), 95,
           60, 60 * (10 + (i * 13) % 70), 80 FROM n`,
      )
      .bind(from, to, hour)
      .run(),
  );
}

async function each(count: number, insert: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) await insert(from, Math.min(from + AT_ONCE, count) - 1);
}
