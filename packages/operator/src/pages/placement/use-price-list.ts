import type { ServerType } from '@prego/contracts';
import { readInventory, type WholeInventory } from '../../api/read-inventory.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import type { UnavailableOffer } from './new-server-cost.ts';

export interface PriceList {
  readonly types: Live<WholeInventory<ServerType>>;
  readonly unavailable: Live<WholeInventory<UnavailableOffer>>;
}

/** What servers cost, and what there was none of when automation last looked. */
export function usePriceList(): PriceList {
  return {
    types: useLive({
      key: ['inventory', 'server_types'],
      read: (signal) => readInventory<ServerType>('server_types', signal),
      moves: () => false,
    }),
    unavailable: useLive({
      key: ['inventory', 'unavailable_offers'],
      read: (signal) => readInventory<UnavailableOffer>('unavailable_offers', signal),
      moves: () => false,
    }),
  };
}
