import type { LibraryReport } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { secretsOfJob } from '../library/secrets-of-job.ts';
import type { Statement } from '../store/db.ts';
import { findJob } from '../store/jobs.ts';
import { releaseLeaseStatement } from '../store/leases.ts';
import { clearOutboxStatement } from '../store/outbox.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { AuditEntry } from '../store/write-audit.ts';
import { maskCutValues } from '../story/mask-cut-values.ts';
import { maskSecrets } from '../story/mask-secrets.ts';
import { consequencesOf } from './consequences.ts';
import { wakeStack } from './give-back-stack.ts';
import { moveJob, onFreshJob } from './move-job.ts';
import { nodeFailed } from './node-failed.ts';

export interface Ending {
  readonly to: 'completed' | 'failed' | 'cancelled';
  readonly actor: AuditEntry['actor'];
  readonly request_id?: string | undefined;
  readonly error?: { readonly code: string; readonly message: string };
  readonly failed_stage?: string;
  /** Of a library job: what the run says that its stack has now. */
  readonly library?: LibraryReport;
  /** True of a job that is not to be ended after all. */
  readonly unless?: (job: ProvisionJobsRow) => boolean;
  readonly also?: readonly Statement[];
}

/** D1 rows stay small; the whole of a message is in the engine's log. */
const LONGEST_MESSAGE = 4000;

/**
 * Ends an attempt and with it the job: all that follows from it for tenant, seat and nodes stands in the same batch, the
 * stack is given back, and whoever waited is told. Answers the job as it then is; one that had ended before, or has gone
 * on to another attempt, stays as it was. Throws `move_refused` where it can't end so.
 */
export async function endJob(
  deps: Deps,
  { job_id, attempt }: Pick<ProvisionJobsRow, 'job_id' | 'attempt'>,
  ending: Ending,
): Promise<ProvisionJobsRow | undefined> {
  const { db, now } = deps;
  const { to, actor, request_id, failed_stage = null } = ending;
  const error = ending.error && {
    code: ending.error.code,
    message: await shownMessage(deps, job_id, ending.error.message),
  };
  let lostNodes: readonly string[] = [];
  const ended = await onFreshJob(db, job_id, async (job) => {
    if (job.attempt !== attempt || job.ended_at !== null || ending.unless?.(job)) return { job, moved: false };
    const consequences = await consequencesOf(deps, job, { ...ending, ...(error && { error }) });
    lostNodes = consequences.lostNodes;
    const failure =
      to === 'completed'
        ? {}
        : {
            failed_stage,
            error_code: error?.code ?? null,
            error_message: error?.message ?? null,
          };
    const moved = await moveJob(
      db,
      job,
      {
        to,
        at: now,
        actor,
        request_id,
        data: { ...(error && { code: error.code }), ...(failed_stage && { failed_stage }) },
        set: { ...failure, ...consequences.set },
        attempt: failure,
      },
      [
        ...(ending.also ?? []),
        clearOutboxStatement(db, job_id, true),
        releaseLeaseStatement(db, job_id, attempt),
        ...consequences.statements,
      ],
    );
    return moved && { job, moved };
  });
  if (!ended) return undefined;
  if (ended.moved) await tell(deps, ended.job, lostNodes);
  return await findJob(db, job_id);
}

async function shownMessage(deps: Deps, jobId: string, message: string): Promise<string> {
  const masked = maskSecrets(maskCutValues(message, await secretsOfJob(deps, jobId)));
  return String(masked).slice(0, LONGEST_MESSAGE);
}

async function tell(deps: Deps, { stack }: ProvisionJobsRow, lostNodes: readonly string[]): Promise<void> {
  if (stack !== null) await wakeStack(deps, stack);
  for (const nodeId of lostNodes) await nodeFailed(deps, nodeId);
}
