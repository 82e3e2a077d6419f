import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Statement } from './db.ts';
import { setStatement } from './settings.ts';
import { outbox } from './tables/jobs.ts';
import { settings } from './tables/settings.ts';

/** Written by us alone; checked because a hand may have been at it. */
const Setting = z.object({
  paused: z.boolean(),
  reason: z.string().nullable(),
  changed_by: z.string().nullable(),
  changed_at: z.int().nullable(),
});
export type DispatchSetting = z.infer<typeof Setting>;

const NEVER_CHANGED: DispatchSetting = { paused: false, reason: null, changed_by: null, changed_at: null };

/** Whether dispatching is paused, and until when GitHub has asked us to send nothing. */
export async function readDispatchSetting(
  db: Db,
  now: number,
): Promise<DispatchSetting & { limited_until: number | null }> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.name, ['dispatch', 'dispatch_limited_until']));
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const stored = values.get('dispatch');
  const until = Number(values.get('dispatch_limited_until') ?? 0);
  return { ...(stored ? Setting.parse(JSON.parse(stored)) : NEVER_CHANGED), limited_until: until > now ? until : null };
}

export const setDispatchStatement = (db: Db, setting: DispatchSetting): Statement =>
  setStatement(db, 'dispatch', JSON.stringify(setting));

export const limitDispatchStatement = (db: Db, until: number): Statement =>
  setStatement(db, 'dispatch_limited_until', String(until));

/** How much is on the list of what is to be sent. */
export async function countOutbox(db: Db) {
  const [row] = await db
    .select({
      queued: sql<number>`COUNT(*) FILTER (WHERE ${outbox.dead} = 0)`,
      dead: sql<number>`COUNT(*) FILTER (WHERE ${outbox.dead} = 1)`,
      oldest_due_at: sql<number | null>`MIN(${outbox.due_at}) FILTER (WHERE ${outbox.dead} = 0)`,
    })
    .from(outbox);
  return row ?? { queued: 0, dead: 0, oldest_due_at: null };
}
