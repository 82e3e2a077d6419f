import type { LibraryInputs } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';
import type { Answered } from './form-faults.ts';
import { useSettled } from './use-settled.ts';

/** Milliseconds without a change after which it is asked. */
const SETTLED_MS = 350;

/**
 * What a run with these inputs would make, by the control plane. Asked when the inputs have settled; the answer to older
 * ones is given up, and shown until the newer is there. Asked again by itself, as room and names come and go.
 */
export function usePreflight(template: string, inputs: LibraryInputs) {
  const settled = useSettled(inputs, SETTLED_MS);
  return useLive<Answered>({
    key: [...keyOf(template), settled],
    read: async (signal) => {
      const params = { path: { template } };
      const request = api.POST('/internal/library/templates/{template}/preflight', { params, body: settled, signal });
      // The query's own time is none while it shows the answer to older inputs.
      return { inputs: settled, answer: await bodyOf(request), checkedAt: Date.now() };
    },
    moves: () => false,
    keep: true,
  });
}

/** Has the pre-flight that is shown asked again. */
export function useReadPreflight(template: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.refetchQueries({ queryKey: keyOf(template), type: 'active' });
}

const keyOf = (template: string) => ['library', 'preflight', template] as const;
