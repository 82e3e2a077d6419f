import { InventoryPage, Orphan } from '@prego/contracts';
import { z } from 'zod';
import type { ReportClient } from '../control-plane/report-client.ts';

/** What the control plane has found between nodes, states and cloud. */
export interface Found {
  /** The dearest first; of very many the first page. */
  readonly orphans: readonly Orphan[];
  readonly count: number;
  /** Of all of them, net. */
  readonly hourlyCost: number;
  readonly missingNodes: readonly { readonly node_id: string; readonly hetzner_server_id: number }[];
}

const Page = InventoryPage.extend({
  items: z.array(Orphan),
  // A control plane of before did not say.
  missing_nodes: InventoryPage.shape.missing_nodes.optional(),
});

/** What it makes of the lists that it was just given. Throws ActionError. */
export async function foundOrphans(client: ReportClient): Promise<Found> {
  const { items, kinds, hourly_cost, missing_nodes } = await client.get('/internal/inventory?kind=orphans', Page);
  return {
    orphans: items,
    count: kinds.find(({ kind }) => kind === 'orphans')?.count ?? items.length,
    hourlyCost: hourly_cost ?? 0,
    missingNodes: missing_nodes ?? [],
  };
}
