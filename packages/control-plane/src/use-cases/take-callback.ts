import type { CallbackAnswer, CallbackRequest } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import { type Caller, requireOwnJob } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit, type Statement } from '../store/db.ts';
import { findAttempt, jobOf } from '../store/jobs.ts';
import { LEASE_MS, leaseOf, releaseLeaseStatement, renewLeaseStatement } from '../store/leases.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { tenants } from '../store/tables/tenants.ts';
import { heardStatement } from '../store/write-story.ts';
import { endJob } from './end-job.ts';
import { wakeStack } from './give-back-stack.ts';
import { libraryProgressStatements, requireWholeReport } from './library/library-report.ts';
import { moveJob, onFreshJob } from './move-job.ts';

/**
 * What a run reports. The same report again changes nothing and is answered the same way. Throws `forbidden` (another
 * job's token), `attempt_ended` for anything new after the end, `move_refused` where nothing has claimed the job, and
 * `invalid_request` for a library job that is said to have ended well and does not show it.
 */
export async function takeCallback(
  deps: Deps,
  caller: Caller,
  jobId: string,
  report: CallbackRequest,
  requestId: string,
): Promise<CallbackAnswer> {
  requireOwnJob(caller, jobId);
  const job = await jobOf(deps.db, jobId);
  const attempt = caller.kind === 'attempt' ? caller.attempt : (report.attempt ?? job.attempt);
  if (attempt !== job.attempt || job.ended_at !== null) return await afterTheEnd(deps, jobId, attempt, report);
  const by = { caller, requestId };
  if (report.status === 'progress') return await progress(deps, job, report, by);
  const { status, failed_stage, library } = report;
  requireWholeReport(job, report);
  const ended = await endJob(deps, job, {
    to: status,
    actor: caller,
    request_id: requestId,
    ...(status !== 'completed' && { error: report.error ?? unexplained(status) }),
    ...(failed_stage !== undefined && { failed_stage }),
    ...(library !== undefined && { library }),
    also: dnsStatements(deps, job, report),
  });
  // Somebody else ended it at the same time, perhaps otherwise.
  if (ended?.status !== status || ended.attempt !== attempt) return await afterTheEnd(deps, jobId, attempt, report);
  return { job_id: jobId, attempt, status, lease_expires_at: null };
}

/** A report that was taken before is answered again; anything else comes too late. */
async function afterTheEnd(
  { db }: Deps,
  jobId: string,
  attempt: number,
  { status }: CallbackRequest,
): Promise<CallbackAnswer> {
  const row = await findAttempt(db, jobId, attempt);
  if (row?.status !== status) throw new ApiError('attempt_ended', `Attempt ${attempt} of ${jobId} has ended.`);
  return { job_id: jobId, attempt, status: row.status, lease_expires_at: null };
}

interface By {
  readonly caller: Caller;
  readonly requestId: string;
}

async function progress(deps: Deps, job: ProvisionJobsRow, report: CallbackRequest, by: By): Promise<CallbackAnswer> {
  const { db, now } = deps;
  const { job_id, attempt, stack } = job;
  if (job.status !== 'running') {
    throw new ApiError('move_refused', `${job_id} is ${job.status}: its run has not claimed it.`);
  }
  const heard = [heardStatement(db, job_id, attempt, now), renewLeaseStatement(db, job_id, attempt, now)];
  const lease = stack === null ? undefined : await leaseOf(db, stack);
  const held = lease?.job_id === job_id && lease.attempt === attempt;
  const gaveBack = report.lease_released === true && held;
  if (gaveBack || report.dns !== undefined || report.library !== undefined) await record(deps, job, report, by, heard);
  else await commit(db, heard);
  if (gaveBack && stack !== null) await wakeStack(deps, stack);
  return { job_id, attempt, status: 'running', lease_expires_at: held && !gaveBack ? now + LEASE_MS : null };
}

/** Writes what outlives the attempt, and only while it goes on. */
async function record(
  deps: Deps,
  { job_id, attempt }: ProvisionJobsRow,
  report: CallbackRequest,
  { caller, requestId }: By,
  heard: readonly Statement[],
): Promise<void> {
  const { db, now } = deps;
  const { lease_released = false, dns, library } = report;
  await onFreshJob(db, job_id, async (job) => {
    if (job.attempt !== attempt || job.status !== 'running') {
      throw new ApiError('attempt_ended', `Attempt ${attempt} of ${job_id} has ended.`);
    }
    const move = {
      to: 'running',
      at: now,
      actor: caller,
      action: 'job.progress',
      request_id: requestId,
      data: {
        lease_released,
        ...(dns !== undefined && { dns }),
        ...(library && { resources: library.resources.map(({ kind, id }) => `${kind} ${id}`) }),
      },
    } as const;
    return await moveJob(db, job, move, [
      ...heard,
      ...(lease_released ? [releaseLeaseStatement(db, job_id, attempt)] : []),
      ...dnsStatements(deps, job, report),
      ...(await libraryProgressStatements(deps, job, report)),
    ]);
  });
}

function dnsStatements({ db, now }: Deps, { tenant_id }: ProvisionJobsRow, { dns }: CallbackRequest): Statement[] {
  if (dns === undefined || tenant_id === null) return [];
  const record = {
    dns_zone_id: dns?.zone_id ?? null,
    dns_record_id: dns?.record_id ?? null,
    dns_content: dns?.content ?? null,
  };
  return [
    db
      .update(tenants)
      .set({ ...record, updated_at: now })
      .where(eq(tenants.tenant_id, tenant_id)),
  ];
}

const unexplained = (status: 'failed' | 'cancelled') =>
  status === 'failed'
    ? { code: 'run_failed', message: 'The run did not say why it failed.' }
    : { code: 'run_cancelled', message: 'The run was cancelled.' };
