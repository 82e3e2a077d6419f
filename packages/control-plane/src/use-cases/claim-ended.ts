import type { ClaimAnswer } from '@prego/contracts';
import { and, eq } from 'drizzle-orm';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { inputsOf } from '../store/job-inputs.ts';
import { findAttempt, jobOf } from '../store/jobs.ts';
import { jobAttempts } from '../store/tables/jobs.ts';
import { auditStatement } from '../store/write-audit.ts';

/** The token that is given, and to whom. */
export interface EndedClaim {
  readonly attempt: number | undefined;
  readonly run_id: number | undefined;
  readonly requestId: string;
  readonly tokenHash: string;
  readonly token: Pick<ClaimAnswer, 'token' | 'token_expires_at'>;
}

/**
 * Gives the run of an attempt that has ended a token for the rest of its story: it opens what is open to such
 * (auth/access.ts), and the answer names no work. Undefined where the attempt goes on, or is not known as this run's.
 */
export async function claimEnded(
  deps: Deps,
  caller: Caller,
  jobId: string,
  claim: EndedClaim,
): Promise<ClaimAnswer | undefined> {
  const { db, now } = deps;
  const job = await jobOf(db, jobId);
  const { attempt = job.attempt, run_id, requestId, tokenHash, token } = claim;
  const row = await findAttempt(db, jobId, attempt);
  if (!row?.ended_at || run_id === undefined || row.run_id !== run_id) return undefined;
  await commit(db, [
    db
      .update(jobAttempts)
      .set({ token_hash: tokenHash, token_expires_at: token.token_expires_at })
      .where(and(eq(jobAttempts.job_id, jobId), eq(jobAttempts.attempt, attempt))),
    auditStatement(db, {
      at: now,
      actor: caller.kind === 'operator' ? caller : { kind: 'attempt', job_id: jobId, attempt },
      action: 'job.claimed_after_end',
      tenant_id: job.tenant_id,
      job_id: jobId,
      request_id: requestId,
      data: { attempt, run_id },
    }),
  ]);
  const inputs = { ...(await inputsOf(db, job)), attempt: String(attempt) };
  const nothing = { stack_lease: null, nodes: [], remove_nodes: [], dns: null, offers: [], library: null };
  return { job_id: jobId, attempt, kind: job.kind, ...token, inputs, ...nothing };
}
