import { type Offer, offersOf, type Region, TRIO_ROLES } from '@prego/contracts';
import { type Decision, decidePlacement, type PlacementRequest, type UnavailableOffer } from '@prego/placement-core';
import { gt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { SeenRegion } from '../placement-plan.ts';
import type { Statement } from '../store/db.ts';
import { readRegion } from '../store/nodes-snapshot.ts';
import type { RegionNodes } from '../store/region-nodes.ts';
import { unavailableOffers } from '../store/tables/fleet.ts';

/** All that a decision rests on. It is decided before anything else is waited for: other requests change the nodes. */
export interface Grounds {
  readonly nodes: RegionNodes;
  readonly unavailable: readonly UnavailableOffer[];
  /** The rows of what was read along. */
  readonly also: unknown[][];
}

/** Reads what a decision in this region rests on, and the rows of `also` with it, in one round trip. */
export async function readGrounds(deps: Deps, region: Region, also: readonly Statement[] = []): Promise<Grounds> {
  const { db, now } = deps;
  const none = db.select().from(unavailableOffers).where(gt(unavailableOffers.until, now));
  const { nodes, also: rows } = await readRegion(deps, region, [none, ...also]);
  const [unavailable, ...rest] = rows as [UnavailableOffer[], ...unknown[][]];
  return { nodes, unavailable, also: rest };
}

/** The decision that everyone gets: a sign-up, and who only asks. It writes nothing. */
export const decide = ({ config, now }: Deps, request: PlacementRequest, { nodes, unavailable }: Grounds): Decision =>
  decidePlacement({
    request,
    snapshot: nodes.snapshot,
    thresholds: config.thresholds,
    now,
    offers: offersFor(request),
    unavailable,
  });

/** The region as the plan of a decision wants it. */
export const seenRegion = ({ snapshot, nodesMark }: RegionNodes): SeenRegion => ({
  seq: nodesMark.seq,
  statusOf: (nodeId) => snapshot.get(nodeId)?.status,
});

/** Two of a trio's servers may be of one type. */
function offersFor({ plan_tier, region }: PlacementRequest): Offer[] {
  if (plan_tier !== 'enterprise') return offersOf(region, 'shared');
  const offers = TRIO_ROLES.flatMap((role) => offersOf(region, role));
  return [...new Map(offers.map((offer) => [`${offer.location} ${offer.server_type}`, offer])).values()];
}
