import type { JobSummary, UiStep } from '@prego/contracts';

/** Why a job has failed. */
export interface JobFailure {
  /** Null where none is known to have failed. */
  readonly step: UiStep | null;
  readonly code: string | null;
  /** Without the remedy. */
  readonly message: string | null;
  readonly remedy: string | null;
}

type Told = Pick<JobSummary, 'error_code' | 'error_message'>;

/**
 * By the attempt that has failed, as far as it is known: the step's own words are more exact than the job's sum of them, and
 * come with a remedy. Of several failed steps the last, as the control plane takes it (its ui-steps.ts).
 */
export function failureOf(job: Told, attempt: { readonly steps: readonly UiStep[] } | undefined): JobFailure {
  const step = attempt?.steps.findLast(({ state }) => state === 'failed') ?? null;
  const told = step?.error_message ?? job.error_message;
  const remedy = step?.remedy ?? null;
  return { step, code: step?.error_code ?? job.error_code, message: told && withoutRemedy(told, remedy), remedy };
}

/** The message without its remedy, which the job's error ends with and which is shown by itself. */
export function withoutRemedy(message: string, remedy: string | null): string {
  return remedy && message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message;
}
