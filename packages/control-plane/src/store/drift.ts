import type { DriftReport, DriftStatus } from '@prego/contracts';
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { drift } from './tables/fleet.ts';

/** Keeps what was found of a stack, unless something newer is known: then false. */
export async function keepDrift(db: Db, { stack, status, changes, seen_at }: DriftReport): Promise<boolean> {
  const row = { status, changes: JSON.stringify(changes), seen_at };
  const kept = await db
    .insert(drift)
    .values({ stack, ...row })
    .onConflictDoUpdate({ target: drift.stack, set: row, setWhere: sql`${drift.seen_at} <= ${seen_at}` })
    .returning({ stack: drift.stack });
  return kept.length === 1;
}

/** A page by the stacks' names, from behind `after`. */
export async function listDrift(
  db: Db,
  { stack, status }: { readonly stack?: string | undefined; readonly status?: DriftStatus | undefined },
  after: string | undefined,
  limit: number,
) {
  const wanted = [stack && eq(drift.stack, stack), status && eq(drift.status, status), after && gt(drift.stack, after)];
  return await db
    .select()
    .from(drift)
    .where(and(...wanted.filter((condition): condition is SQL => condition instanceof Object)))
    .orderBy(asc(drift.stack))
    .limit(limit);
}
