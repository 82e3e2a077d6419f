import { ApiError } from '../api-error.ts';
import { commit, constraintOf, type Db, type Statement } from '../store/db.ts';
import { findJob } from '../store/jobs.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { type Move, moveStatements } from '../store/write-move.ts';

/**
 * Moves a job, and writes what belongs to the move, in one batch. False where the job, or the node that it is to wait for,
 * has changed since it was read: then nothing is written. Throws `move_refused`, and what a constraint of `also` threw.
 */
export async function moveJob(
  db: Db,
  job: ProvisionJobsRow,
  move: Move,
  also: readonly Statement[] = [],
): Promise<boolean> {
  try {
    await commit(db, [...moveStatements(db, job, move), ...also]);
    return true;
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'job_moved' || constraint === 'node_moved') return false;
    if (constraint === 'illegal_move') throw new ApiError('move_refused', `${job.job_id} can't become ${move.to}.`);
    throw error;
  }
}

/** Someone else's move may come between reading and writing this often; more often it is no chance. */
const TRIES = 5;

/**
 * Reads the job and tries `step` until it says that it is done, by anything but false: false means that the job has
 * changed meanwhile. Undefined where there is no such job. Throws `conflict`.
 */
export async function onFreshJob<Done>(
  db: Db,
  jobId: string,
  step: (job: ProvisionJobsRow) => Promise<Done | false>,
): Promise<Done | undefined> {
  for (let i = 0; i < TRIES; i++) {
    const job = await findJob(db, jobId);
    if (!job) return undefined;
    const done = await step(job);
    if (done !== false) return done;
  }
  throw new ApiError('conflict', `${jobId} was changed by others at the same time.`);
}
