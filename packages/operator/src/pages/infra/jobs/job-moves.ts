import type { JobSummary } from '@prego/contracts';
import { mayRetry } from '../../../ui/job-moves.ts';

type Of<Key extends keyof JobSummary> = Pick<JobSummary, Key>;

/** Why a job is not further than it is. */
export type Why =
  | { readonly kind: 'error'; readonly code: string; readonly line: string; readonly stage: string | null }
  | { readonly kind: 'node'; readonly node_id: string }
  | { readonly kind: 'stack'; readonly stack: string };

/** What keeps the job, or has ended it; undefined for one that goes its way. */
export function whyOf(job: JobSummary): Why | undefined {
  if (job.status === 'waiting') {
    if (job.waits_for_node) return { kind: 'node', node_id: job.waits_for_node };
    return job.stack ? { kind: 'stack', stack: job.stack } : undefined;
  }
  // A job under way may still carry what ended the attempt before.
  if (!mayRetry(job) || job.error_code === null) return undefined;
  const line = (job.error_message ?? '').trim().split('\n', 1)[0] ?? '';
  return { kind: 'error', code: job.error_code, line, stage: job.failed_stage };
}

/** From its creation to its end or to now, in ms. */
export const durationOf = ({ created_at, ended_at }: Of<'created_at' | 'ended_at'>, now: number): number =>
  Math.max(0, (ended_at ?? now) - created_at);
