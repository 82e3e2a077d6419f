import type { ProvisioningDetail, ProvisionTraceDetail } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { Live } from '../../../live/use-live.ts';
import { useOnChange } from '../../../live/use-on-change.ts';
import { useTrace } from '../../provision-trace/use-trace.ts';
import { provisioningKey } from './use-provisioning.ts';

/** The trace of the provisioning's present, or last, job. When that has come to its end all of it is read again at once. */
export function useRunTrace({
  provisioning_id,
  job_id,
}: Pick<ProvisioningDetail, 'provisioning_id' | 'job_id'>): Live<ProvisionTraceDetail> {
  const client = useQueryClient();
  const trace = useTrace({ job_id });
  const { job } = trace.data ?? {};
  useOnChange(job && `${job.job_id} ${job.attempt} ${job.status}`, () => {
    void client.invalidateQueries({ queryKey: provisioningKey(provisioning_id) });
  });
  return trace;
}
