import type { Offer } from '@prego/contracts';
import { candidateOf } from './candidate.ts';
import type { Decision, PlacementRequest } from './decision.ts';
import { offersToTry, type UnavailableOffer } from './offers-to-try.ts';
import { outcomeOf } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';
import { surveyNodes } from './survey.ts';
import type { Thresholds } from './thresholds.ts';

/** The rule's name and version: a stored decision is replayed by the rule that took it. */
export const ALGORITHM = 'decidePlacement_unified_v1';

export interface PlacementInput {
  readonly request: PlacementRequest;
  /** The shared nodes of the request's region. */
  readonly snapshot: Snapshot;
  readonly thresholds: Thresholds;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What a new server may be, in order of preference. */
  readonly offers?: readonly Offer[];
  /** What the cloud had none of when last asked. */
  readonly unavailable?: readonly UnavailableOffer[];
}

/**
 * Where a tenant lands, and why: the one decision of the product. Reads only what it is given and changes nothing; the same
 * input always gives the same. Throws a RangeError for a snapshot of another region than the request's.
 */
export function decidePlacement(input: PlacementInput): Decision {
  const { request, snapshot, thresholds, now } = input;
  if (snapshot.region !== request.region) {
    throw new RangeError(`The snapshot is of ${snapshot.region}, the request for ${request.region}.`);
  }
  const survey = surveyNodes(snapshot, thresholds, now);
  const [winner] = survey.best.rows;
  const outcome = outcomeOf(request, winner === undefined ? null : (snapshot.nodeIds[winner] as string));
  const shown = outcome.placement.dedicated ? [] : [survey.best, survey.misses];
  return {
    algorithm: ALGORITHM,
    now,
    request: { plan_tier: request.plan_tier, region: request.region },
    region: request.region,
    thresholds: { ...thresholds },
    ...outcome,
    candidates: shown.flatMap(({ rows }) => rows.map((row) => candidateOf(snapshot.at(row), thresholds, now))),
    cluster: {
      region: request.region,
      nodes: snapshot.size,
      eligible: survey.eligible,
      ...snapshot.totals,
      reasons: survey.reasons,
    },
    offers: outcome.placement.create_new_server ? offersToTry(input.offers ?? [], input.unavailable ?? [], now) : [],
  };
}
