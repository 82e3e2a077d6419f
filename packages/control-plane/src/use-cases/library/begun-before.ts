import type { ProvisioningStarted } from '@prego/contracts';
import { ApiError } from '../../api-error.ts';
import type { Deps } from '../../deps.ts';
import { jobOf } from '../../store/jobs.ts';
import { provisioningsByKey } from '../../store/library.ts';

/** What tells a request that is sent again from a new one: keys are each caller's own. */
export interface Wish {
  readonly by: string;
  readonly key: string | undefined;
  readonly hash: string;
}

/** What was made with the key before. Undefined for a new one. Throws `idempotency_mismatch`. */
export async function begunBefore({ db }: Deps, { by, key, hash }: Wish): Promise<ProvisioningStarted | undefined> {
  const [row] = key === undefined ? [] : await provisioningsByKey(db, by, key);
  if (!row) return undefined;
  const { provisioning_id, status, request_hash, provision_job_id } = row;
  if (request_hash !== hash) {
    throw new ApiError('idempotency_mismatch', `The key belongs to ${provisioning_id}, which another body was for.`);
  }
  const { trace_id } = await jobOf(db, provision_job_id);
  return { provisioning_id, status, job_id: provision_job_id, trace_id };
}
