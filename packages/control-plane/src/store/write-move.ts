import type { JobStatus } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import { isEnded, moveKind } from '../state-machine.ts';
import type { Db, Statement } from './db.ts';
import { type JobAttemptsRow, jobAttempts, type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';
import { type AuditEntry, auditStatement } from './write-audit.ts';

export interface Move {
  readonly to: JobStatus;
  readonly at: number;
  readonly actor: AuditEntry['actor'];
  /** The audit row's action where it is not `job.<to>`. */
  readonly action?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly request_id?: string | undefined;
  /** Further columns of the job. What a job waits for is forgotten unless it is named here. */
  readonly set?: Partial<Omit<ProvisionJobsRow, 'job_id' | 'status' | 'attempt' | 'rev'>>;
  /** Further columns of the attempt. */
  readonly attempt?: Partial<Omit<JobAttemptsRow, 'job_id' | 'attempt' | 'status'>>;
}

/**
 * The statements that move a job, with its attempt's row and its audit row. `job` is as it was read: if it has changed
 * since, the whole batch that holds these fails with the constraint `job_moved`, and nothing of it is written.
 * From `failed` or `cancelled` it is a retry, which begins the next attempt. Throws `move_refused`.
 */
export function moveStatements(db: Db, job: ProvisionJobsRow, move: Move): Statement[] {
  const { to, at, actor, data, request_id } = move;
  const kind = moveKind(job.status, to);
  if (!kind) throw new ApiError('move_refused', `${job.job_id} is ${job.status}: from there it can't become ${to}.`);
  const attempt = kind === 'retry' ? job.attempt + 1 : job.attempt;
  const ended_at = isEnded(to) ? at : null;
  const fresh = { failed_stage: null, error_code: null, error_message: null, seat_until: null };
  return [
    db
      .update(provisionJobs)
      .set({
        waits_for: null,
        waits_for_node: null,
        ...(kind === 'retry' && fresh),
        ...(kind !== 'same' && { ended_at }),
        ...move.set,
        status: to,
        attempt,
        updated_at: at,
        rev: job.rev + 1,
      })
      .where(eq(provisionJobs.job_id, job.job_id)),
    db
      .insert(jobAttempts)
      .values({ job_id: job.job_id, attempt, created_at: at, ended_at, ...move.attempt, status: to })
      .onConflictDoUpdate({
        target: [jobAttempts.job_id, jobAttempts.attempt],
        set: { status: to, ...(kind !== 'same' && { ended_at }), ...move.attempt },
      }),
    auditStatement(db, {
      at,
      actor,
      action: move.action ?? `job.${to}`,
      job_id: job.job_id,
      tenant_id: job.tenant_id,
      node_id: job.node_id,
      request_id,
      data: { from: job.status, attempt, ...data },
    }),
  ];
}
