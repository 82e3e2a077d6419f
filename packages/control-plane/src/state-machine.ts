import { ACTIVE_JOB_STATUSES, ENDED_JOB_STATUSES, JobStatus } from '@prego/contracts';

/**
 * From which status a job may come into which: every route and the database itself (the trigger of migrations/) go by
 * this table. What is not here can't happen.
 */
export const MOVES = {
  queued: [
    /* its stack is held */ 'waiting',
    /* the request is about to go out */ 'dispatching',
    'failed',
    'cancelled',
  ],
  waiting: [/* what it waited for is there */ 'queued', 'failed', 'cancelled'],
  dispatching: [
    /* refused, or looked up and not there */ 'queued',
    'dispatched',
    /* a claim that came before the answer */ 'running',
    'failed',
    'cancelled',
  ],
  dispatched: ['running', 'failed', 'cancelled'],
  running: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<JobStatus, readonly JobStatus[]>;

/** From these into those with the next attempt: a retry. */
export const RETRIES = {
  failed: ['queued', 'waiting'],
  cancelled: ['queued', 'waiting'],
} as const satisfies Partial<Record<JobStatus, readonly JobStatus[]>>;

export const isActive = (status: JobStatus): boolean => (ACTIVE_JOB_STATUSES as readonly JobStatus[]).includes(status);
export const isEnded = (status: JobStatus): boolean => (ENDED_JOB_STATUSES as readonly JobStatus[]).includes(status);

export type MoveKind = 'same' | 'move' | 'retry';

/** What it is to go from one status to another; undefined where that is not allowed. `same` changes other columns only. */
export function moveKind(from: JobStatus, to: JobStatus): MoveKind | undefined {
  if (from === to) return 'same';
  if ((MOVES[from] as readonly JobStatus[]).includes(to)) return 'move';
  const retries: Partial<Record<JobStatus, readonly JobStatus[]>> = RETRIES;
  return retries[from]?.includes(to) ? 'retry' : undefined;
}

const pairs = (table: Partial<Record<JobStatus, readonly JobStatus[]>>) =>
  JobStatus.options.flatMap((from) => (table[from] ?? []).map((to) => `'${from}>${to}'`)).join(', ');

/**
 * The trigger that holds the table in D1, as migrations/ has it. `rev` grows by one with each change of a job: a batch that
 * rests on an older one fails as a whole with `job_moved`, so that of two moves at the same time only one holds.
 */
export const MOVES_TRIGGER = `CREATE TRIGGER provision_jobs_moves BEFORE UPDATE OF status, attempt, rev ON provision_jobs BEGIN
  SELECT RAISE(ABORT, 'job_moved') WHERE NEW.rev <> OLD.rev + 1;
  SELECT RAISE(ABORT, 'illegal_move') WHERE NOT (
    (NEW.attempt = OLD.attempt AND NEW.status = OLD.status)
    OR (NEW.attempt = OLD.attempt AND OLD.status || '>' || NEW.status IN (${pairs(MOVES)}))
    OR (NEW.attempt = OLD.attempt + 1 AND OLD.status || '>' || NEW.status IN (${pairs(RETRIES)}))
  );
END;`;
