import { type ClaimAnswer, type ClaimRequest, carriesMarker, runMarker, WORKFLOW_OF } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import { digestHex } from '../auth/digest.ts';
import { verifyRunToken } from '../auth/oidc.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import type { WorkflowRun } from '../ports/workflow-runner.ts';
import { constraintOf, type Statement } from '../store/db.ts';
import { findAttempt } from '../store/jobs.ts';
import { leaseOf, renewLeaseStatement, takeLeaseStatement } from '../store/leases.ts';
import { removeFromOutboxStatement } from '../store/outbox.ts';
import type { JobAttemptsRow, ProvisionJobsRow } from '../store/tables/jobs.ts';
import { storyStatements } from '../store/write-story.ts';
import { claimAnswer } from './claim-answer.ts';
import { claimEnded } from './claim-ended.ts';
import { stageOf } from './dispatch-stage.ts';
import { requireSecretsOpen } from './library/library-work.ts';
import { looksOfClaim } from './library/looks-of-claim.ts';
import { moveJob, onFreshJob } from './move-job.ts';

/** A run of ours lasts minutes; one that takes longer claims again. */
const TOKEN_LASTS_MS = 60 * 60_000;

/** Who claims: a run that has proved which one it is, or an operator's key, which may name a run. */
interface Proof {
  readonly run_id: number | undefined;
  readonly workflow: string | undefined;
  /** Of an operator's claim. */
  readonly operator?: Caller;
}

/**
 * Gives the run of an attempt its token and all that it needs to begin. The same run may claim again, which voids the token
 * before; `after_end` also once the attempt has ended. Throws `unauthorized`, `forbidden` (first-access passwords for a key
 * by name), `run_mismatch` (another job's run), `attempt_ended`, `move_refused` (nothing was dispatched), `lease_held`, and
 * `unavailable` where GitHub could not be asked whose run it is, or a first-access password does not open.
 */
export async function claimJob(
  deps: Deps,
  caller: Caller,
  jobId: string,
  request: ClaimRequest,
  requestId: string,
): Promise<ClaimAnswer> {
  const proof = await proofOf(deps, caller, request);
  const token = { token: deps.newSecret(), token_expires_at: deps.now + TOKEN_LASTS_MS };
  const tokenHash = await digestHex(token.token);
  try {
    const claimed = await onFreshJob(deps.db, jobId, async (job) => {
      const attempt = await attemptFor(deps, job, request, proof);
      const run = await newRun(deps, job, attempt, proof);
      return await begin(deps, job, { attempt, run, proof, tokenHash, requestId });
    });
    if (!claimed) throw new ApiError('job_not_found', `There is no job ${jobId}.`);
    return await claimAnswer(deps, claimed, token);
  } catch (error) {
    if (!request.after_end || !(error instanceof ApiError) || error.code !== 'attempt_ended') throw error;
    const { attempt } = request;
    const answer = await claimEnded(deps, caller, jobId, {
      attempt,
      run_id: proof.run_id,
      requestId,
      tokenHash,
      token,
    });
    if (!answer) throw error;
    return answer;
  }
}

async function proofOf(deps: Deps, caller: Caller, { oidc_token, run_id }: ClaimRequest): Promise<Proof> {
  if (oidc_token !== undefined) return await verifyRunToken(deps, oidc_token);
  if (caller.kind === 'operator') return { run_id, workflow: undefined, operator: caller };
  throw new ApiError('unauthorized', "A claim takes the workflow run's OIDC token, or the operator key.");
}

/** The attempt's row, if the run may have it. What it learns by a refusal is that it is not its own. */
async function attemptFor(
  { db }: Deps,
  job: ProvisionJobsRow,
  { attempt = job.attempt }: ClaimRequest,
  { run_id, workflow }: Proof,
): Promise<JobAttemptsRow | undefined> {
  const row = await findAttempt(db, job.job_id, attempt);
  if (workflow !== undefined && workflow !== WORKFLOW_OF[job.kind]) throw mismatch(job, `is one of ${workflow}`);
  if (row?.run_id && run_id !== undefined && row.run_id !== run_id) throw mismatch(job, `is not ${row.run_id}`);
  if (attempt !== job.attempt || job.ended_at !== null) {
    // A re-run that comes after the end tells by this word whether there is anything left to want.
    const how = row?.ended_at ? row.status : attempt === job.attempt ? job.status : 'overtaken by a later attempt';
    throw new ApiError('attempt_ended', `Attempt ${attempt} of ${job.job_id} has ended: ${how}.`);
  }
  if (job.status !== 'dispatching' && job.status !== 'dispatched' && job.status !== 'running') {
    throw new ApiError('move_refused', `${job.job_id} is ${job.status}: no run was dispatched.`);
  }
  return row;
}

/** The run of a proof where none was recorded, which then has to be the attempt's by its name. */
async function newRun(
  deps: Deps,
  job: ProvisionJobsRow,
  row: JobAttemptsRow | undefined,
  { run_id }: Proof,
): Promise<WorkflowRun | undefined> {
  if (row?.run_id || run_id === undefined) return undefined;
  let run: WorkflowRun | undefined;
  try {
    run = await deps.workflows.run(run_id);
  } catch (error) {
    deps.log.warn('a claiming run could not be looked up', { job_id: job.job_id, run_id, ...describeError(error) });
  }
  // It runs, so GitHub knows it: if not yet, then in a moment.
  if (!run) throw new ApiError('unavailable', `GitHub could not be asked for run ${run_id}.`);
  if (!carriesMarker(run.title, runMarker(job.job_id, job.attempt))) throw mismatch(job, `has the name "${run.title}"`);
  return run;
}

interface Beginning {
  readonly attempt: JobAttemptsRow | undefined;
  readonly run: WorkflowRun | undefined;
  readonly proof: Proof;
  readonly tokenHash: string;
  readonly requestId: string;
}

async function begin(deps: Deps, job: ProvisionJobsRow, beginning: Beginning): Promise<ProvisionJobsRow | false> {
  const { db, now } = deps;
  const { attempt: row, run, proof, tokenHash, requestId } = beginning;
  const again = job.status === 'running';
  const done = { ...job, stage: stageOf(job.kind), status: 'done' as const, at: now, recorded_at: now };
  const run_id = row?.run_id ?? run?.id ?? null;
  const looks = await looksOfClaim(deps, job, proof.operator, requestId);
  await requireSecretsOpen(deps, job);
  try {
    const moved = await moveJob(
      db,
      job,
      {
        to: 'running',
        at: now,
        actor: proof.operator ?? { kind: 'attempt', job_id: job.job_id, attempt: job.attempt },
        action: again ? 'job.claimed_again' : 'job.claimed',
        request_id: requestId,
        data: { run_id },
        attempt: {
          token_hash: tokenHash,
          token_expires_at: now + TOKEN_LASTS_MS,
          claimed_at: row?.claimed_at ?? now,
          dispatched_at: row?.dispatched_at ?? now,
          heard_at: now,
          ...(run && { run_id: run.id, run_url: run.url }),
        },
      },
      [
        ...looks,
        removeFromOutboxStatement(db, job.job_id, job.attempt),
        ...(again ? [] : await takeOwnLease(deps, job)),
        renewLeaseStatement(db, job.job_id, job.attempt, now),
        // A claim may be the first that is heard of the run.
        ...(job.status === 'dispatching' ? storyStatements(db, job, { ...done, data: { run_id } }) : []),
      ],
    );
    return moved && job;
  } catch (error) {
    if (constraintOf(error) !== 'stack_held') throw error;
    throw new ApiError('lease_held', `Another run holds ${job.stack}.`);
  }
}

/** The lease was taken with the dispatch. Should it have been given back since, it is taken anew, if it is free. */
async function takeOwnLease({ db, now }: Deps, job: ProvisionJobsRow): Promise<Statement[]> {
  if (job.stack === null) return [];
  const lease = await leaseOf(db, job.stack);
  const held = lease?.job_id === job.job_id && lease.attempt === job.attempt;
  return held ? [] : [takeLeaseStatement(db, job.stack, job, now)];
}

const mismatch = (job: ProvisionJobsRow, why: string) =>
  new ApiError('run_mismatch', `This is not the run of ${job.job_id}, attempt ${job.attempt}: it ${why}.`);
