import type { ProvisioningDetail, ProvisionTraceDetail, TraceEventRow } from '@prego/contracts';
import { withoutRemedy } from '../../../timeline/job-failure.ts';

/** Why a provisioning, or a return, has failed. */
export interface Failure {
  readonly code: string | null;
  /** Without the remedy. */
  readonly message: string | null;
  readonly remedy: string | null;
  /** The resource at which the engine failed; null where none is told. */
  readonly at: TraceEventRow | null;
}

type Told = Pick<ProvisioningDetail, 'status' | 'job_id' | 'error_code' | 'error_message'>;

/**
 * Null where nothing has failed. The remedy is that of the last stage that failed in the newest attempt, where the trace of
 * the same job tells it: the provisioning's own words are the sum of it.
 */
export function failureOf(of: Told, trace: ProvisionTraceDetail | undefined): Failure | null {
  if (of.status !== 'provision_failed' && of.status !== 'return_failed') return null;
  const own = trace?.job.job_id === of.job_id ? trace : undefined;
  const failed = own?.trace_events.filter(({ attempt, status }) => attempt === own.job.attempt && status === 'failed');
  const told = failed?.findLast(({ data }) => typeof data.remedy === 'string' && data.remedy !== '');
  const remedy = (told?.data.remedy as string | undefined) ?? null;
  // Where offers were refused, the server of the first is as good as any: the message names them all.
  const isRefused = failed?.some(({ stage }) => stage.startsWith('engine.offer_refused.')) ?? false;
  const at = isRefused ? undefined : failed?.findLast(({ stage }) => stage.startsWith('engine.resource.'));
  const message = of.error_message && withoutRemedy(of.error_message, remedy);
  return { code: of.error_code, message, remedy, at: at ?? null };
}
