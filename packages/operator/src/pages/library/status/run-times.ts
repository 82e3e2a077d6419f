import type { ProvisionTraceDetail } from '@prego/contracts';
import { beganAt } from '../../provision-trace/story.ts';
import type { RunTimes } from '../execution.ts';

/** When the newest attempt of the job began and ended; undefined where the trace was not read, or is another job's. */
export function runTimes(trace: ProvisionTraceDetail | undefined, job_id: string): RunTimes | undefined {
  if (trace?.job.job_id !== job_id) return undefined;
  const { job, attempts } = trace;
  const [newest] = attempts;
  if (!newest || newest.attempt < job.attempt)
    return { from: job.attempt === 1 ? job.created_at : null, to: job.ended_at };
  return { from: beganAt(newest, job), to: newest.ended_at ?? job.ended_at };
}
