import type { InstallationInfo, ProvisioningDetail } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { type Live, useLive } from '../../../live/use-live.ts';
import { provisioningMoves } from '../../../ui/library-tone.ts';

/** Under which one is kept. */
export const provisioningKey = (provisioning_id: string) => ['library', 'provisioning', provisioning_id] as const;
const infoKey = (provisioning_id: string) => [...provisioningKey(provisioning_id), 'info'] as const;

/** One provisioning as it is now. */
export const useProvisioning = (provisioning_id: string): Live<ProvisioningDetail> =>
  useLive({
    key: provisioningKey(provisioning_id),
    read: (signal) =>
      bodyOf(
        api.GET('/internal/library/provisionings/{provisioning_id}', { params: { path: { provisioning_id } }, signal }),
      ),
    moves: ({ status }) => provisioningMoves(status),
  });

/** How to get in and what it has; of secrets their names only. `moving`: it will be another soon. */
export const useInstallationInfo = (
  provisioning_id: string,
  { moving, enabled }: { moving: boolean; enabled: boolean },
): Live<InstallationInfo> =>
  useLive({
    key: infoKey(provisioning_id),
    read: (signal) =>
      bodyOf(
        api.GET('/internal/library/provisionings/{provisioning_id}/installation-info', {
          params: { path: { provisioning_id } },
          signal,
        }),
      ),
    moves: () => moving,
    enabled,
  });
