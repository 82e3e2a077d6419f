import type { DecisionReplay } from '@prego/contracts';
import { api, bodyOf } from '../../api/client.ts';
import { type Live, useLive } from '../../live/use-live.ts';

/** A decision taken again: from what was stored, and as of today, which is why it is read again. */
export function useReplay(decisionId: string | undefined): Live<DecisionReplay> {
  return useLive<DecisionReplay>({
    key: ['decision-replay', decisionId],
    read: (signal) => {
      const path = { decision_id: decisionId ?? '' };
      return bodyOf(api.GET('/internal/allocation-decisions/{decision_id}/replay', { params: { path }, signal }));
    },
    moves: () => false,
    enabled: decisionId !== undefined,
  });
}
