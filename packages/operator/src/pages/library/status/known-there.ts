import type { InstallationInfo, LibraryResource, ProvisioningDetail } from '@prego/contracts';

/** What is known to be there. After a failed return that is what it has left alone: the rest of what was told before is gone. */
export const knownThere = (
  status: ProvisioningDetail['status'],
  { resources, left_behind }: Pick<InstallationInfo, 'resources' | 'left_behind'>,
): readonly LibraryResource[] => (status === 'return_failed' ? left_behind : resources);
