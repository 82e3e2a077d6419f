import type { InventoryKind, InventoryPage } from '@prego/contracts';
import { api, bodyOf } from './client.ts';
import { ApiFailure } from './failure.ts';

/** All of one kind that automation last saw, with what stands beside the first page. */
export interface WholeInventory<Item> extends Omit<InventoryPage, 'items' | 'next_cursor' | 'kinds'> {
  readonly items: readonly Item[];
  /** When the look began (ms since 1970); null where nobody has looked yet. */
  readonly seen_at: number | null;
}

/**
 * Reads a list of the inventory to its end. One that is replaced meanwhile is read once more from its beginning. The
 * caller says what the items are: the control plane has checked them when it took them.
 */
export async function readInventory<Item>(kind: InventoryKind, signal: AbortSignal): Promise<WholeInventory<Item>> {
  try {
    return await readAll<Item>(kind, signal);
  } catch (error) {
    if (error instanceof ApiFailure && error.code === 'conflict') return await readAll<Item>(kind, signal);
    throw error;
  }
}

async function readAll<Item>(kind: InventoryKind, signal: AbortSignal): Promise<WholeInventory<Item>> {
  const read = (cursor?: string) =>
    bodyOf(api.GET('/internal/inventory', { params: { query: { kind, ...(cursor && { cursor }) } }, signal }));
  const { kinds, items, next_cursor, ...beside } = await read();
  const all = items as unknown[];
  for (let cursor = next_cursor; cursor !== null; ) {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.next_cursor;
  }
  return { ...beside, items: all as Item[], seen_at: kinds.find((seen) => seen.kind === kind)?.seen_at ?? null };
}
