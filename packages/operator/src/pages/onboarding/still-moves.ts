import type { JobStatus, OnboardingStatus } from '@prego/contracts';
import { isActiveJob } from '../../ui/active-job.ts';

/**
 * Whether the five steps are going to change by themselves. `status` is that of their job as far as it is known: one that was
 * cancelled leaves steps pending for ever.
 */
export function stillMoves(steps: OnboardingStatus['steps'], status: JobStatus | undefined): boolean {
  if (status !== undefined && !isActiveJob(status)) return false;
  return steps.some(({ state }) => state === 'pending') && steps.every(({ state }) => state !== 'failed');
}
