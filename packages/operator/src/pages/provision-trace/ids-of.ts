import { idIn } from '../../shell/what-is.ts';

/** What names a story. */
export interface StoryIds {
  job_id?: string;
  trace_id?: string;
}

/**
 * The ids in two fields, of which either may hold anything: an id, a link, a line of a log. An id in the other one's field
 * counts before what stands in its own, as that was there before it was pasted. Empty: there is none.
 */
export function idsOf(jobField: string, traceField: string): StoryIds {
  const job_id = idIn('job', traceField) ?? idIn('job', jobField);
  const trace_id = idIn('trace', jobField) ?? idIn('trace', traceField);
  return { ...(job_id && { job_id }), ...(trace_id && { trace_id }) };
}
