import type { ListProvisioningsQuery, Text } from '@prego/contracts';
import { type AnyColumn, and, desc, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Db } from './db.ts';
import { provisionJobs } from './tables/jobs.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from './tables/library.ts';

export async function findProvisioning(db: Db, id: string): Promise<LibraryProvisioningsRow | undefined> {
  const [row] = await db.select().from(libraryProvisionings).where(eq(libraryProvisionings.provisioning_id, id));
  return row;
}

/** One that is on the list. Throws `provisioning_not_found`. */
export const provisioningOf = async (db: Db, id: string): Promise<LibraryProvisioningsRow> =>
  onTheList(await findProvisioning(db, id), id);

function onTheList<Row extends { readonly deleted_at: number | null }>(row: Row | undefined, id: string): Row {
  if (!row) throw new ApiError('provisioning_not_found', `There is no provisioning ${id}.`);
  if (row.deleted_at !== null) throw new ApiError('provisioning_not_found', `${id} was taken off the list.`);
  return row;
}

/** What somebody, as an audit row names them, has asked for with this key. */
export const provisioningsByKey = (db: Db, created_by: string, key: string) =>
  db
    .select()
    .from(libraryProvisionings)
    .where(and(eq(libraryProvisionings.created_by, created_by), eq(libraryProvisionings.idempotency_key, key)));

/** The last one of the page before. */
export interface AfterProvisioning {
  readonly created_at: number;
  readonly provisioning_id: string;
}

// The template, which may be large, is read by those who run it.
const { template_as_run: _, secrets: __, ...columns } = getTableColumns(libraryProvisionings);
const shown = {
  ...columns,
  template_name: sql<string>`${libraryProvisionings.template_as_run} ->> '$.manifest.name'`,
  install_minutes: sql<number>`${libraryProvisionings.template_as_run} ->> '$.manifest.install_minutes'`,
  trace_id: provisionJobs.trace_id,
  attempt: provisionJobs.attempt,
};
/** A provisioning as lists show it, with its job. `template_name` is a Text as JSON. */
export type ShownProvisioning = Omit<LibraryProvisioningsRow, 'template_as_run' | 'secrets'> & {
  readonly template_name: string;
  readonly install_minutes: number;
  readonly trace_id: string;
  readonly attempt: number;
};

const withJob = (db: Db) =>
  db
    .select(shown)
    .from(libraryProvisionings)
    .innerJoin(provisionJobs, eq(provisionJobs.job_id, libraryProvisionings.job_id));

export const templateNameOf = ({ template_name }: { readonly template_name: string }): Text =>
  JSON.parse(template_name) as Text;

/** One that is on the list, as it is shown. Throws `provisioning_not_found`. */
export async function shownProvisioning(db: Db, id: string): Promise<ShownProvisioning> {
  const [row] = await withJob(db).where(eq(libraryProvisionings.provisioning_id, id));
  return onTheList(row, id);
}

/** What is on the list, newest first, from behind the one given. */
export function provisioningsQuery(
  db: Db,
  { status, template, q }: Pick<ListProvisioningsQuery, 'status' | 'template' | 'q'>,
  after: AfterProvisioning | undefined,
  limit: number,
) {
  const { created_at, provisioning_id, name } = libraryProvisionings;
  const wanted: (SQL | undefined)[] = [
    isNull(libraryProvisionings.deleted_at),
    status && eq(libraryProvisionings.status, status),
    template === undefined ? undefined : eq(libraryProvisionings.template, template),
    q === undefined ? undefined : contains(name, q),
    after && sql`(${created_at}, ${provisioning_id}) < (${after.created_at}, ${after.provisioning_id})`,
  ];
  return withJob(db)
    .where(and(...wanted))
    .orderBy(desc(created_at), desc(provisioning_id))
    .limit(limit);
}

/** Whether a text is part of a column, whatever the case of its ASCII letters. Nothing in it means more than itself. */
export const contains = (column: AnyColumn, part: string): SQL => sql`instr(lower(${column}), lower(${part})) > 0`;
