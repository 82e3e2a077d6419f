import { ACTIVE_JOB_STATUSES, type InventoryKind, type MissingNode } from '@prego/contracts';
import { and, asc, eq, gt, gte, inArray, isNotNull, lt, notExists, type SQL, sql, sum } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { inventory, unavailableOffers } from './tables/fleet.ts';
import { provisionJobs } from './tables/jobs.ts';
import { nodes } from './tables/nodes.ts';

/** A part is a page of the console, and far below the 2 MB that a row of D1 holds, whatever its characters are. */
const PART_ITEMS = 500;
const PART_CHARACTERS = 500_000;

/** The items of a list in parts that fit into a row each; a list of nothing has one part. */
export function partsOf(items: readonly unknown[]): { items: string; count: number }[] {
  const parts: string[][] = [[]];
  let size = 0;
  for (const item of items) {
    const text = JSON.stringify(item);
    const last = parts.at(-1) as string[];
    if (last.length >= PART_ITEMS || (last.length > 0 && size + text.length > PART_CHARACTERS)) {
      parts.push([text]);
      size = text.length;
    } else {
      last.push(text);
      size += text.length;
    }
  }
  return parts.map((part) => ({ items: `[${part.join(',')}]`, count: part.length }));
}

/**
 * Replaces the list of a kind, unless a newer one is there: then all of these do nothing. The last statement returns a row
 * if the list was taken.
 */
export function replaceStatements(db: Db, kind: InventoryKind, items: readonly unknown[], seenAt: number): Statement[] {
  const newer = sql`SELECT 1 FROM inventory WHERE kind = ${kind} AND part = 0 AND seen_at > ${seenAt}`;
  return replaceIf(db, sql`NOT EXISTS (${newer})`, kind, items, seenAt);
}

/** Which list of each kind something was worked out from, by when it was seen; undefined where there was none. */
export type ListsSeen = ReadonlyMap<InventoryKind, number | undefined>;

/**
 * Replaces a list that was worked out from others, if these are still the same: else whoever has brought the newer one
 * works it out from that, and may have been faster.
 */
export function replaceDerivedStatements(
  db: Db,
  kind: InventoryKind,
  items: readonly unknown[],
  { seenAt, from }: { readonly seenAt: number; readonly from: ListsSeen },
): Statement[] {
  const same = [...from].map(
    ([source, seen]) =>
      sql`(SELECT seen_at FROM inventory WHERE kind = ${source} AND part = 0) IS ${seen === undefined ? null : seen}`,
  );
  return replaceIf(db, sql.join(same, sql` AND `), kind, items, seenAt);
}

function replaceIf(db: Db, condition: SQL, kind: InventoryKind, items: readonly unknown[], seenAt: number) {
  return [
    db.delete(inventory).where(and(eq(inventory.kind, kind), condition)),
    ...partsOf(items).map((part, number) =>
      db
        .insert(inventory)
        .select(sql`SELECT ${kind}, ${number}, ${part.count}, ${seenAt}, ${part.items} WHERE ${condition}`)
        .returning({ part: inventory.part }),
    ),
  ];
}

/** A part of a list, and whether another follows. Undefined where there is no such part. */
export async function readPart(db: Db, kind: InventoryKind, part: number) {
  const [row, next] = await db
    .select()
    .from(inventory)
    .where(and(eq(inventory.kind, kind), gte(inventory.part, part)))
    .orderBy(asc(inventory.part))
    .limit(2);
  return row?.part === part ? { ...row, isLast: next === undefined } : undefined;
}

/** A whole list, and when it was seen; an empty one that was never seen where nobody has reported any. */
export async function readWhole<Item>(
  db: Db,
  kind: InventoryKind,
): Promise<{ readonly items: Item[]; readonly seenAt: number | undefined }> {
  const rows = await db
    .select({ items: inventory.items, seen_at: inventory.seen_at })
    .from(inventory)
    .where(eq(inventory.kind, kind))
    .orderBy(asc(inventory.part));
  return { items: rows.flatMap(({ items }) => JSON.parse(items) as Item[]), seenAt: rows[0]?.seen_at };
}

/** When the list of a kind was seen; undefined where nobody has reported any. */
export async function listSeenAt(db: Db, kind: InventoryKind): Promise<number | undefined> {
  const [row] = await db
    .select({ seen_at: inventory.seen_at })
    .from(inventory)
    .where(and(eq(inventory.kind, kind), eq(inventory.part, 0)));
  return row?.seen_at;
}

/** What there is of each kind. */
export const kindsSeen = (db: Db) =>
  db
    .select({
      kind: inventory.kind,
      count: sum(inventory.count).mapWith(Number),
      seen_at: sql<number>`MAX(${inventory.seen_at})`,
    })
    .from(inventory)
    .groupBy(inventory.kind)
    .orderBy(asc(inventory.kind));

/** Which node a Hetzner server is, and its status. */
export const registeredServers = (db: Db) =>
  db
    .select({ server_id: nodes.hetzner_server_id, status: nodes.status })
    .from(nodes)
    .where(isNotNull(nodes.hetzner_server_id));

/**
 * Nodes with a server that were registered before `before`, without those that are on their way out: whose status or whose
 * tenant's job says so.
 */
export async function nodesInUse(db: Db, before: number): Promise<MissingNode[]> {
  const { node_id, hetzner_server_id, stack, status } = nodes;
  const atWork = db
    .select({ one: sql`1` })
    .from(provisionJobs)
    .where(and(eq(provisionJobs.tenant_id, nodes.tenant_id), inArray(provisionJobs.status, [...ACTIVE_JOB_STATUSES])));
  const rows = await db
    .select({ node_id, hetzner_server_id, stack, status })
    .from(nodes)
    .where(
      and(
        isNotNull(hetzner_server_id),
        inArray(status, ['provisioning', 'ready', 'cordoned']),
        lt(nodes.registered_at, before),
        notExists(atWork),
      ),
    )
    .orderBy(asc(node_id));
  return rows as MissingNode[];
}

export const activeJobIds = (db: Db) =>
  db
    .select({ job_id: provisionJobs.job_id })
    .from(provisionJobs)
    .where(inArray(provisionJobs.status, [...ACTIVE_JOB_STATUSES]));

export interface OfferUntil {
  readonly server_type: string;
  readonly location: string;
  readonly until: number;
}

/** Replaces the offers that have no room. It stands behind `replaceStatements`, and as that does nothing if a newer list is there. */
export function replaceOffersStatements(db: Db, offers: readonly OfferUntil[], seenAt: number): Statement[] {
  const taken = sql`EXISTS (SELECT 1 FROM inventory WHERE kind = 'unavailable_offers' AND part = 0 AND seen_at = ${seenAt})`;
  const rows = sql`SELECT value ->> 'server_type', value ->> 'location', value ->> 'until' FROM json_each(${JSON.stringify(offers)})`;
  return [
    db.delete(unavailableOffers).where(taken),
    db.insert(unavailableOffers).select(sql`${rows} WHERE ${taken}`).onConflictDoNothing(),
  ];
}

/** Offers that have no room, as of `now`. */
export const offersUnavailable = (db: Db, now: number) =>
  db
    .select()
    .from(unavailableOffers)
    .where(gt(unavailableOffers.until, now))
    .orderBy(asc(unavailableOffers.server_type), asc(unavailableOffers.location));
