import type { JobStatus } from '@prego/contracts';
import type { AttemptFacts } from './ui-steps.ts';

type Failure = Omit<AttemptFacts, 'attempt' | 'status'>;
type AttemptRow = Failure & { readonly status: JobStatus | null };
type Job = Failure & { readonly attempt: number; readonly status: JobStatus };

/** What the lines of an attempt rest on beside its events. How the newest one stands is for its job to say. */
export function attemptFacts(job: Job, attempt: number, row: AttemptRow | undefined): AttemptFacts {
  const { failed_stage = null, error_code = null, error_message = null } = row ?? {};
  if (attempt !== job.attempt) return { attempt, status: row?.status ?? null, failed_stage, error_code, error_message };
  return {
    attempt,
    status: job.status,
    failed_stage: failed_stage ?? job.failed_stage,
    error_code: error_code ?? job.error_code,
    error_message: error_message ?? job.error_message,
  };
}
