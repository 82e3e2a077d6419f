import { and, eq, isNull, notExists, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { inventory } from './tables/fleet.ts';
import { libraryProvisionings } from './tables/library.ts';

/**
 * The names of all servers or volumes that automation last saw, without those of provisionings that are returned: a return
 * proves that they are gone, and the list may be of before.
 */
export function namesSeen(db: Db, kind: 'servers' | 'volumes') {
  const { status, provision_job_id } = libraryProvisionings;
  const label = sql`thing.value ->> '$.labels."job-id"'`;
  const ofReturned = db
    .select({ one: sql`1` })
    .from(libraryProvisionings)
    // As the partial index says it, which serves no bound value.
    .where(and(sql`${status} = 'returned'`, sql`${provision_job_id} = ${label}`));
  return db
    .select({ name: sql<string>`thing.value ->> '$.name'` })
    .from(sql`${inventory}, json_each(${inventory.items}) AS thing`)
    .where(and(eq(inventory.kind, kind), notExists(ofReturned)));
}

/** What is on the list, with its network and the names of its servers; `server_names` is a list as JSON. */
export function namesQuery(db: Db) {
  const { name, status, server_prefix, server_names, inputs, billed_from } = libraryProvisionings;
  const network_id = sql<number>`${inputs} ->> '$.network_id'`;
  return db
    .select({ name, status, server_prefix, server_names, network_id, billed_from })
    .from(libraryProvisionings)
    .where(isNull(libraryProvisionings.deleted_at));
}

export async function namesOfProvisionings(db: Db) {
  const rows = await namesQuery(db);
  return rows.map((row) => ({ ...row, server_names: JSON.parse(row.server_names) as string[] }));
}

/** The stacks of what is on the list and not given back: what stands in them is no orphan. */
export async function stacksOfProvisionings(db: Db): Promise<string[]> {
  const rows = await db
    .select({ stack: libraryProvisionings.stack })
    .from(libraryProvisionings)
    .where(and(isNull(libraryProvisionings.deleted_at), sql`${libraryProvisionings.status} <> 'returned'`));
  return rows.map(({ stack }) => stack);
}
