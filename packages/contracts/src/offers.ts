import type { NodeRole, Region } from './enums.ts';

/** A server type in a location: what Hetzner sells, or has no room for just now. Names are Hetzner's. */
export interface Offer {
  readonly server_type: string;
  readonly location: string;
}

/**
 * What a new server of a role is tried as, in this order. The stacks package has the same lists; a test of the
 * repository compares them.
 */
export const OFFERS: Readonly<
  Record<Region, { locations: readonly string[]; types: Readonly<Record<NodeRole, string>> }>
> = {
  sg: { locations: ['sin'], types: { shared: 'cpx32', app: 'cpx22', db: 'cpx22', redis: 'cpx12' } },
  us: { locations: ['ash', 'hil'], types: { shared: 'cpx31', app: 'cpx21', db: 'cpx21', redis: 'cpx11' } },
  eu: { locations: ['fsn1', 'nbg1', 'hel1'], types: { shared: 'cx33', app: 'cx23', db: 'cx23', redis: 'cx23' } },
};

/** The offers of a role in a region, in order of preference. */
export function offersOf(region: Region, role: NodeRole): Offer[] {
  const { locations, types } = OFFERS[region];
  return locations.map((location) => ({ server_type: types[role], location }));
}
