import type { JobStatus } from '@prego/contracts';

const ACTIVE: ReadonlySet<JobStatus> = new Set(['queued', 'waiting', 'dispatching', 'dispatched', 'running']);

/** Whether the job is not over yet. */
export const isActiveJob = (status: JobStatus): boolean => ACTIVE.has(status);
