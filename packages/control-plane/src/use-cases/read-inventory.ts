import type { CloudServer, InventoryKind, InventoryPage, InventoryQuery, MissingNode, Orphan } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { hourlyCostOf } from '../find-orphans.ts';
import { kindsSeen, nodesInUse, offersUnavailable, readPart, readWhole } from '../store/inventory.ts';

/**
 * What there is of each kind; with a kind also its items, a part at a time. Throws `invalid_request` for a cursor that was
 * never given out, `conflict` where the list was replaced since the page before.
 */
export async function readInventory(deps: Deps, { kind, cursor }: InventoryQuery): Promise<InventoryPage> {
  const kinds = await kindsSeen(deps.db);
  if (kind === undefined) return { kinds, items: [], next_cursor: null, hourly_cost: null, missing_nodes: null };
  const { items, next_cursor } =
    kind === 'unavailable_offers'
      ? { items: await offersUnavailable(deps.db, deps.now), next_cursor: null }
      : await partOf(deps, kind, cursor);
  const compared =
    kind === 'orphans'
      ? {
          hourly_cost: hourlyCostOf((await readWhole<Orphan>(deps.db, kind)).items),
          missing_nodes: await missing(deps),
        }
      : { hourly_cost: null, missing_nodes: null };
  return { kinds: kinds.filter((seen) => seen.kind === kind), items, next_cursor, ...compared };
}

/** Nodes in use that were registered before the last list of servers was begun, and are not in it. */
async function missing({ db }: Deps): Promise<MissingNode[]> {
  const { items, seenAt } = await readWhole<CloudServer>(db, 'servers');
  if (seenAt === undefined) return [];
  const seen = new Set(items.map(({ id }) => id));
  return (await nodesInUse(db, seenAt)).filter(({ hetzner_server_id }) => !seen.has(hetzner_server_id));
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
