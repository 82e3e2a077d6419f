import type { CloudServer, ServerType } from '@prego/contracts';
import { useMemo } from 'react';
import { useInventory } from '../use-inventory.ts';
import { type PriceOfNode, pricesFrom } from './node-prices.ts';

/** What nodes cost, by the last inventory; no price is known until it is there. */
export function useNodePrices(): PriceOfNode {
  const servers = useInventory<CloudServer>('servers');
  const types = useInventory<ServerType>('server_types');
  return useMemo(() => pricesFrom(servers ?? [], types ?? []), [servers, types]);
}
