import { JOB_ERRORS, type JobErrorCode } from '@prego/contracts';
import type { ActionStep, Failure } from '../control-plane/attempt-session.ts';
import type { InputsOf } from '../inputs/schema.ts';

type Result = InputsOf<'complete'>['provision_result'];

export type Verdict =
  | { readonly kind: 'well'; readonly installed: boolean }
  | {
      readonly kind: 'ended';
      readonly status: 'failed' | 'cancelled';
      readonly failed_step?: ActionStep;
      readonly error: Failure;
    };

/**
 * How a run has gone, by the results of its jobs as `needs.*.result` has them. A job that could still speak has told more itself:
 * this is for the runner that died. `configure` is absent or skipped where nothing installs the workspace.
 */
export function verdictOf(provision: Result, configure: Result | undefined): Verdict {
  if (provision === 'cancelled') return ended('cancelled', 'run_cancelled', 'The job "provision" was cancelled.');
  if (provision === 'skipped') return ended('failed', 'run_failed', 'The job "provision" was skipped.');
  if (provision === 'failure') return ended('failed', 'run_failed', 'The job "provision" failed.');
  if (configure === 'cancelled') return ended('cancelled', 'run_cancelled', 'The job "configure" was cancelled.', 8);
  if (configure === 'failure') {
    const message = 'The job "configure" failed: the workspace is not installed.';
    const remedy = 'Open the run, correct what the output of Ansible names, then retry the job.';
    return { kind: 'ended', status: 'failed', failed_step: 8, error: { code: 'install_failed', message, remedy } };
  }
  return { kind: 'well', installed: configure === 'success' };
}

function ended(status: 'failed' | 'cancelled', code: JobErrorCode, message: string, step?: ActionStep): Verdict {
  const error = { code, message, remedy: JOB_ERRORS[code] };
  return { kind: 'ended', status, ...(step !== undefined && { failed_step: step }), error };
}
