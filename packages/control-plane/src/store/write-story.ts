import type { JobKind } from '@prego/contracts';
import { and, eq, sql } from 'drizzle-orm';
import { milestoneOf } from '../story/milestones.ts';
import type { Db, Statement } from './db.ts';
import { jobAttempts } from './tables/jobs.ts';
import { funnelStatement, type TraceEvent, traceStatement } from './write-trace.ts';

/**
 * An event of a job's story (see `traceStatement`) and after it, where it reaches one, its milestone: for the batch of the
 * change that it tells of.
 */
export function storyStatements(
  db: Db,
  job: { readonly kind: JobKind; readonly tenant_id: string | null },
  event: TraceEvent,
): Statement[] {
  const { trace_id } = event;
  // By a clock that is ahead it would be in no count of the past.
  const at = Math.min(event.at, event.recorded_at);
  const name = milestoneOf(job.kind, event.stage, event.status);
  const milestone = name && funnelStatement(db, { trace_id, name, tenant_id: job.tenant_id, at });
  return milestone ? [traceStatement(db, event), milestone] : [traceStatement(db, event)];
}

/** A sign of life of an attempt: the sweep looks for those that were silent too long. Answers the row if there is one. */
export function heardStatement(db: Db, jobId: string, attempt: number, now: number) {
  return db
    .update(jobAttempts)
    .set({ heard_at: sql`max(coalesce(${jobAttempts.heard_at}, 0), ${now})` })
    .where(and(eq(jobAttempts.job_id, jobId), eq(jobAttempts.attempt, attempt)))
    .returning({ attempt: jobAttempts.attempt, ended_at: jobAttempts.ended_at });
}
