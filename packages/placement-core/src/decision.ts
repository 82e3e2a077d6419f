import type { DecisionReason, IneligibleReason, Offer, PlanTier, Region } from '@prego/contracts';
import type { Thresholds } from './thresholds.ts';

/** What is asked for. */
export interface PlacementRequest {
  readonly plan_tier: PlanTier;
  readonly region: Region;
}

/** Why a node may not take the tenant: what it has, and what it would have to stay under, where these are numbers. */
export interface Reason {
  readonly code: IneligibleReason;
  readonly actual?: number;
  readonly limit?: number;
}

/** One node as the decision saw it. Percentages; null is what was not known, or not looked at. */
export interface Candidate {
  readonly node_id: string;
  readonly eligible: boolean;
  readonly reasons: readonly Reason[];
  /** On one scale for all nodes; the highest comes first. README.md says how it is made. */
  readonly score: number;
  readonly memory_pct: number | null;
  readonly cpu_pct: number | null;
  readonly disk_pct: number | null;
  readonly tenants: number;
  readonly reservations: number;
  readonly capacity: number;
  /** Whole seconds, rounded up: more than the limit of whole seconds exactly when the metrics are stale. */
  readonly metrics_age_s: number | null;
}

/** All shared nodes of the region together. A node counts once for each of its reasons. */
export interface Cluster {
  readonly region: Region;
  readonly nodes: number;
  readonly eligible: number;
  readonly tenants: number;
  readonly reservations: number;
  readonly capacity: number;
  readonly reasons: Readonly<Partial<Record<IneligibleReason, number>>>;
}

/** Where the tenant lands. Dedicated means three new servers and no target. */
export interface Placement {
  readonly region: Region;
  readonly create_new_server: boolean;
  readonly dedicated: boolean;
  readonly target_server_id: string | null;
}

/** What a decision comes to. */
export interface Outcome {
  readonly decision_reason: DecisionReason;
  readonly selected_node_id: string | null;
  readonly placement: Placement;
}

/** A decision with all that it was taken from. Plain data. */
export interface Decision extends Outcome {
  readonly algorithm: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly request: PlacementRequest;
  readonly region: Region;
  readonly thresholds: Thresholds;
  /** The best eligible nodes, best first, then the nearest misses. Empty for a dedicated tenant, who needs none. */
  readonly candidates: readonly Candidate[];
  readonly cluster: Cluster;
  /** What to try a new server as, in this order; empty where none is made. */
  readonly offers: readonly Offer[];
}

/** What is stored of a decision to prove it later. */
export type DecisionRecord = Omit<Decision, 'offers'>;
