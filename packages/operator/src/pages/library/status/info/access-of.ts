import type { InstallationInfo, ProvisioningDetail } from '@prego/contracts';
import { knownThere } from '../known-there.ts';

/** What the access information is worth: it holds, it is as it once was, or there is nothing to get into. */
export type Access = 'holds' | 'as_it_was' | 'none';

/**
 * Access, and the secrets that go with it, are for a server that is there; where a run has failed one of them may be, and
 * whoever looks for the cause has to get into it.
 */
export function accessOf(
  status: ProvisioningDetail['status'],
  info: Pick<InstallationInfo, 'resources' | 'left_behind'>,
): Access {
  if (status === 'provisioned') return 'holds';
  if (status !== 'provision_failed' && status !== 'return_failed') return 'none';
  return knownThere(status, info).some(({ kind }) => kind === 'server') ? 'as_it_was' : 'none';
}
