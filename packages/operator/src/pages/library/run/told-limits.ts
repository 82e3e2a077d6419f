import type { PreflightAnswer } from '@prego/contracts';

type Limit = PreflightAnswer['limits'][number];

/** So much of what cloud-init takes at most is nothing to think of: no entry changes it by more than some hundred bytes. */
const NEAR = 0.9;

/** The limits that tell whoever runs it something: of the set-up data only where it comes near to its most. */
export const toldLimits = (limits: readonly Limit[]): Limit[] =>
  limits.filter(({ what, used, more, most }) => what !== 'user_data_bytes' || used + more > most * NEAR);
