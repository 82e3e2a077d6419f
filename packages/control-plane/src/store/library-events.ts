import type { LibraryEventKind, LibraryHistoryQuery } from '@prego/contracts';
import { and, desc, eq, getTableColumns, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { contains } from './library.ts';
import { jobAttempts } from './tables/jobs.ts';
import { type LibraryEventsRow, type LibraryProvisioningsRow, libraryEvents } from './tables/library.ts';
import { audit } from './tables/story.ts';

export interface LibraryHappening {
  readonly kind: LibraryEventKind;
  readonly at: number;
  /** As an audit row names who did it. */
  readonly actor: string;
  readonly job_id: string;
  readonly attempt: number;
  readonly error_code?: string | null;
  readonly error_message?: string | null;
}

/** What a history event says of its provisioning: kept with it, as that may be gone when it is read. */
export type OfProvisioning = Pick<LibraryProvisioningsRow, 'provisioning_id' | 'name' | 'template' | 'template_as_run'>;

/** An event of the history: it belongs in the batch of the change that it tells of. */
export function libraryEventStatement(db: Db, of: OfProvisioning, happening: LibraryHappening): Statement {
  const { provisioning_id, name, template, template_as_run } = of;
  const { manifest } = JSON.parse(template_as_run) as { manifest: { name: unknown } };
  return db.insert(libraryEvents).values({
    ...{ provisioning_id, name, template, template_name: JSON.stringify(manifest.name) },
    ...happening,
  });
}

/** Who asked for an attempt, as the history has it. */
export async function askerOf(
  db: Db,
  of: { readonly provisioning_id: string; readonly job_id: string; readonly attempt: number },
): Promise<string | undefined> {
  const [row] = await db
    .select({ actor: libraryEvents.actor })
    .from(libraryEvents)
    .where(
      and(
        eq(libraryEvents.provisioning_id, of.provisioning_id),
        eq(libraryEvents.job_id, of.job_id),
        eq(libraryEvents.attempt, of.attempt),
        inArray(libraryEvents.kind, ['provisioning_executed', 'return_executed']),
      ),
    )
    .limit(1);
  return row?.actor;
}

/** Who asked last for the run of an attempt to be cancelled, as the audit has it. */
export async function cancellerOf(
  db: Db,
  { job_id, attempt }: { readonly job_id: string; readonly attempt: number },
): Promise<string | undefined> {
  const [row] = await db
    .select({ actor: audit.actor })
    .from(audit)
    .where(
      and(
        eq(audit.job_id, job_id),
        eq(audit.action, 'job.cancel_asked'),
        sql`${audit.data} ->> '$.attempt' = ${attempt}`,
      ),
    )
    .orderBy(desc(audit.at), desc(audit.audit_id))
    .limit(1);
  return row?.actor;
}

/** The last event of the page before. */
export interface AfterEvent {
  readonly at: number;
  readonly event_id: number;
}

/** An event, and whether a run has begun that can have written a log. */
export type ShownEvent = LibraryEventsRow & { readonly claimed: number };

const withLog = (db: Db) =>
  db
    .select({
      ...getTableColumns(libraryEvents),
      claimed: sql<number>`${isNotNull(jobAttempts.claimed_at)}`,
    })
    .from(libraryEvents)
    .leftJoin(
      jobAttempts,
      and(eq(jobAttempts.job_id, libraryEvents.job_id), eq(jobAttempts.attempt, libraryEvents.attempt)),
    );

export const eventById = (db: Db, eventId: number) => withLog(db).where(eq(libraryEvents.event_id, eventId));

/** What has happened, newest first, from behind the event given. */
export function eventsQuery(
  db: Db,
  query: Omit<LibraryHistoryQuery, 'cursor' | 'limit'>,
  behind: AfterEvent | undefined,
  limit: number,
) {
  const { at, event_id, name } = libraryEvents;
  const { kind, template, provisioning_id, by, q, after, before } = query;
  const wanted: (SQL | undefined)[] = [
    provisioning_id === undefined ? undefined : eq(libraryEvents.provisioning_id, provisioning_id),
    kind && eq(libraryEvents.kind, kind),
    template === undefined ? undefined : eq(libraryEvents.template, template),
    by === undefined ? undefined : eq(libraryEvents.actor, by),
    q === undefined ? undefined : contains(name, q),
    after === undefined ? undefined : gte(at, after),
    before === undefined ? undefined : lt(at, before),
    behind && sql`(${at}, ${event_id}) < (${behind.at}, ${behind.event_id})`,
  ];
  return withLog(db)
    .where(and(...wanted))
    .orderBy(desc(at), desc(event_id))
    .limit(limit);
}
