import type { ComputedPlacement, DecisionReplay } from '@prego/contracts';

/** Parts of the API's answers that contracts give no name of their own. */
export type Candidate = ComputedPlacement['candidates'][number];
export type Thresholds = ComputedPlacement['thresholds'];
export type Cluster = ComputedPlacement['cluster'];
export type Reason = Candidate['reasons'][number];
/** What a decision, or a replay of it, has come to. */
export type Outcome = DecisionReplay['recorded'];
