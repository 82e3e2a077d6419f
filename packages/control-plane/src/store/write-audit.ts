import { and, eq, notExists, type SQL, sql } from 'drizzle-orm';
import { actorOf, type Caller } from '../caller.ts';
import type { Db, Statement } from './db.ts';
import { audit } from './tables/story.ts';

export interface AuditEntry {
  readonly at: number;
  /** `system sweep` and the like act for nobody. */
  readonly actor: Caller | `system ${string}`;
  /** Such as `job.cancelled`: the thing, and what was done to it. */
  readonly action: string;
  readonly tenant_id?: string | null | undefined;
  readonly job_id?: string | null | undefined;
  readonly node_id?: string | null | undefined;
  readonly request_id?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** The audit row of a change: it belongs in the batch of that change. */
export function auditStatement(db: Db, { actor, data, ...entry }: AuditEntry): Statement {
  return db.insert(audit).values({
    ...entry,
    actor: typeof actor === 'string' ? actor : actorOf(actor),
    data: JSON.stringify(data ?? {}),
  });
}

/**
 * The audit row of a change that may turn out not to be possible: it is written if `condition`, an `EXISTS (…)`, holds at
 * its place in the batch. So it stands before the change, and the change has the same condition.
 */
export function auditIfStatement(db: Db, { actor, data, ...entry }: AuditEntry, condition: SQL): Statement {
  const by = typeof actor === 'string' ? actor : actorOf(actor);
  const about = [entry.tenant_id, entry.job_id, entry.node_id, entry.request_id].map((id) => sql`${id ?? null}`);
  return db
    .insert(audit)
    .select(
      sql`SELECT NULL, ${entry.at}, ${by}, ${entry.action}, ${sql.join(about, sql`, `)}, ${JSON.stringify(data ?? {})} WHERE ${condition}`,
    );
}

/** The audit row of something about a node that is tried over and over: the same a second time is not written. */
export function auditOnceStatement(db: Db, entry: AuditEntry & { readonly node_id: string }): Statement {
  const same = db
    .select({ one: sql`1` })
    .from(audit)
    .where(
      and(
        eq(audit.node_id, entry.node_id),
        eq(audit.action, entry.action),
        eq(audit.data, JSON.stringify(entry.data ?? {})),
      ),
    );
  return auditIfStatement(db, entry, notExists(same));
}
