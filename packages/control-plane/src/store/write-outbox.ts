import type { Db, Statement } from './db.ts';
import { outbox } from './tables/jobs.ts';

/** Puts an attempt on the list of what is to be dispatched; it belongs in the batch that makes the job `queued`. */
export function outboxStatement(db: Db, entry: { job_id: string; attempt: number; due_at: number }): Statement {
  return db.insert(outbox).values(entry).onConflictDoNothing();
}
