import type { InventoryKind, InventoryPage, InventoryQuery, Orphan } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { hourlyCostOf } from '../find-orphans.ts';
import { kindsSeen, offersUnavailable, readPart, readWhole } from '../store/inventory.ts';

/**
 * What there is of each kind; with a kind also its items, a part at a time. Throws `invalid_request` for a cursor that was
 * never given out, `conflict` where the list was replaced since the page before.
 */
export async function readInventory(deps: Deps, { kind, cursor }: InventoryQuery): Promise<InventoryPage> {
  const kinds = await kindsSeen(deps.db);
  if (kind === undefined) return { kinds, items: [], next_cursor: null, hourly_cost: null };
  const { items, next_cursor } =
    kind === 'unavailable_offers'
      ? { items: await offersUnavailable(deps.db, deps.now), next_cursor: null }
      : await partOf(deps, kind, cursor);
  const hourly_cost = kind === 'orphans' ? hourlyCostOf((await readWhole<Orphan>(deps.db, kind)).items) : null;
  return { kinds: kinds.filter((seen) => seen.kind === kind), items, next_cursor, hourly_cost };
}

/** A cursor is when the list was seen, and the number of its part. */
async function partOf({ db }: Deps, kind: InventoryKind, cursor: string | undefined) {
  const [, seenAt, number] = /^(\d{1,15})\.(\d{1,4})$/.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && seenAt === undefined) {
    throw new ApiError('invalid_request', 'cursor: it is not one that was given out.');
  }
  const part = await readPart(db, kind, Number(number ?? 0));
  if (cursor !== undefined && part?.seen_at !== Number(seenAt)) {
    throw new ApiError('conflict', `The list of ${kind} was replaced: begin with its first page.`);
  }
  if (!part) return { items: [], next_cursor: null };
  const next_cursor = part.isLast ? null : `${part.seen_at}.${part.part + 1}`;
  return { items: JSON.parse(part.items) as Record<string, unknown>[], next_cursor };
}
