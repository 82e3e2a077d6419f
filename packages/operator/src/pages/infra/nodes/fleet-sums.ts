import type { NodeSummary } from '@prego/contracts';
import type { PriceOfNode } from './node-prices.ts';
import { CONCERNS, type Concern, concernOf } from './sort-nodes.ts';

/** What the listed nodes come to. */
export interface FleetSums {
  readonly nodes: number;
  /** How many have each as their worst; those that nobody has are left out. */
  readonly concerns: readonly (readonly [Concern, number])[];
  readonly tenants: number;
  readonly reservations: number;
  /** Seats of what takes tenants, will, or has some. */
  readonly capacity: number;
  /** Net, of those whose price is known. */
  readonly hourlyCost: number;
  /** Nodes with a server whose price is not known. */
  readonly withoutPrice: number;
}

/** Adds the nodes up. Retired ones have no server: they cost nothing and have no room. */
export function fleetSums(nodes: readonly NodeSummary[], priceOf: PriceOfNode): FleetSums {
  const living = nodes.filter(({ status }) => status !== 'retired');
  const prices = living.filter(({ hetzner_server_id }) => hetzner_server_id !== null).map(priceOf);
  const known = prices.filter((price) => price !== undefined);
  const counted = Map.groupBy(nodes, concernOf);
  return {
    nodes: nodes.length,
    concerns: CONCERNS.flatMap((concern) => {
      const count = counted.get(concern)?.length ?? 0;
      return count > 0 ? [[concern, count] as const] : [];
    }),
    tenants: sum(living.map(({ tenants }) => tenants)),
    reservations: sum(living.map(({ reservations }) => reservations)),
    capacity: sum(living.filter(({ status }) => status !== 'failed').map(({ capacity }) => capacity)),
    hourlyCost: sum(known),
    withoutPrice: prices.length - known.length,
  };
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
