import type { JobSummary } from '@prego/contracts';
import { isActiveJob } from './active-job.ts';

/** What may be done with a job; the control plane goes by the same table (its state-machine.ts) and has the last word. */

/** Whether another attempt would be begun. */
export const mayRetry = ({ status }: Pick<JobSummary, 'status'>): boolean =>
  status === 'failed' || status === 'cancelled';

/** Whether there is something to be stopped. */
export const mayCancel = ({ status }: Pick<JobSummary, 'status'>): boolean => isActiveJob(status);

/** What has to be typed before a job goes on that destroys something: whose that is. Undefined for one that only makes. */
export function nameToRetry(job: Pick<JobSummary, 'kind' | 'tenant_id' | 'node_id' | 'job_id'>): string | undefined {
  const { kind, tenant_id, node_id, job_id } = job;
  if (kind === 'provision' || kind === 'library_provision') return undefined;
  return (kind === 'retire_node' ? node_id : tenant_id) ?? job_id;
}
