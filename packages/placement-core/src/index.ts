export { ALGORITHM, decidePlacement, type PlacementInput } from './decide-placement.ts';
export type {
  Candidate,
  Cluster,
  Decision,
  DecisionRecord,
  Outcome,
  Placement,
  PlacementRequest,
  Reason,
} from './decision.ts';
export { type Load, nextClosed, REOPEN_SHARE } from './next-closed.ts';
export type { NodeFacts } from './node-facts.ts';
export { offersToTry, type UnavailableOffer } from './offers-to-try.ts';
export { type Objection, prove } from './prove.ts';
export { type Disagreement, type Replay, replay } from './replay.ts';
export { resolveRegion, UnknownRegionError } from './resolve-region.ts';
export { Snapshot } from './snapshot.ts';
export { snapshotBytes, snapshotOfBytes } from './snapshot-bytes.ts';
export { CANDIDATES_SHOWN } from './survey.ts';
export {
  DEFAULT_THRESHOLDS,
  ThresholdError,
  type Thresholds,
  type ThresholdVariable,
  thresholdsFrom,
} from './thresholds.ts';
