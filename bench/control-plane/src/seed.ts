import type { Env } from '@prego/control-plane/env';

export interface Size {
  readonly nodes: number;
  readonly tenants: number;
}

/** Seats of a node; with 10,000 nodes and 100,000 tenants half of them are free. */
const CAPACITY = 20;
/** D1 takes statements of limited time: rows go in by so many. */
const AT_ONCE = 5_000;

/** Fills one region with nodes that report, and tenants that live there, their loads spread evenly. Times in ms. */
export async function seed({ DB }: Env, { nodes, tenants }: Size, now: number): Promise<void> {
  await each(nodes, async (from, to) => {
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO nodes (node_id, region, role, status, stack, job_id, capacity, created_at, updated_at, seq)
       SELECT ${nodeId('i')}, 'sg', 'shared', 'ready', 'sg', 'job_' || i, ${CAPACITY}, ?3, ?3, i FROM n`,
    )
      .bind(from, to, now)
      .run();
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO server_metrics (node_id, region, cpu_pct, memory_pct, disk_pct, updated_at, seq)
       SELECT ${nodeId('i')}, 'sg', 10 + i % 80, 10 + (i * 7) % 85, 10 + (i * 13) % 70, ?3, i + 1 FROM n`,
    )
      .bind(from, to, now)
      .run();
  });
  await each(tenants, async (from, to) => {
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO tenants (tenant_id, subdomain_slug, canonical_hostname, plan_tier, region, status, created_at, updated_at)
       SELECT 'seeded-' || i, 'seeded-' || i, 'seeded-' || i || '.prego.test', 'basic', 'sg', 'active', ?3, ?3 FROM n`,
    )
      .bind(from, to, now)
      .run();
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO seats (tenant_id, node_id, job_id, kind, seat_limit, since)
       SELECT 'seeded-' || i, ${nodeId(`(i % ${nodes})`)}, 'job_t' || i, 'tenant', ${CAPACITY}, ?3 FROM n`,
    )
      .bind(from, to, now)
      .run();
  });
}

/** SQL for the node id of a number: its digits, written in eight letters of the alphabet of node ids. */
const nodeId = (number: string) =>
  `'sg-s-' || ${Array.from({ length: 8 }, (_, place) => `substr('23456789bc', ${number} / ${10 ** (7 - place)} % 10 + 1, 1)`).join(' || ')}`;

/** The same for a number that is known here. */
export const nodeIdOf = (number: number): string =>
  `sg-s-${[...String(number).padStart(8, '0')].map((digit) => '23456789bc'[Number(digit)]).join('')}`;

async function each(count: number, insert: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) await insert(from, Math.min(from + AT_ONCE, count) - 1);
}
