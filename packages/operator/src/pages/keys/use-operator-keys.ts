import type { OperatorKey } from '@prego/contracts';
import { api, bodyOf } from '../../api/client.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import { useWhoAmI } from '../../shell/who-am-i.tsx';

/** Under which the keys are kept. */
export const OPERATOR_KEYS_KEY = ['operator-keys'] as const;

/** All keys by name, newest first; asked for only with the main key, as every other is refused. */
export function useOperatorKeys(): Live<OperatorKey[]> {
  const { data: me } = useWhoAmI();
  return useLive({
    key: OPERATOR_KEYS_KEY,
    read: async (signal) => (await bodyOf(api.GET('/internal/operator-keys', { signal }))).items,
    moves: () => false,
    enabled: me?.may_manage_keys === true,
  });
}
