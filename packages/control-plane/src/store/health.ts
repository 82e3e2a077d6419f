import { and, desc, eq, inArray, lte, min, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { outbox } from './tables/jobs.ts';
import { settings } from './tables/settings.ts';

/** What tells whether the control plane keeps up, in one round trip. */
export async function readHealth(db: Db, now: number) {
  const [migrations, [due], rows] = await db.batch([
    // wrangler's own table (`wrangler d1 migrations`).
    db.select({ name: sql<string>`name` }).from(sql`d1_migrations`).orderBy(desc(sql`id`)).limit(1),
    db
      .select({ at: min(outbox.due_at) })
      .from(outbox)
      .where(and(eq(outbox.dead, 0), lte(outbox.due_at, now))),
    db
      .select()
      .from(settings)
      .where(inArray(settings.name, ['last_sweep_at', 'dispatch'])),
  ]);
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const lastSweepAt = values.get('last_sweep_at');
  return {
    migration: migrations[0]?.name ?? null,
    oldestDueAt: due?.at ?? null,
    lastSweepAt: lastSweepAt === undefined ? null : Number(lastSweepAt),
    paused: (JSON.parse(values.get('dispatch') ?? '{}') as { paused?: boolean }).paused === true,
  };
}
