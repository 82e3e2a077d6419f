import type { LibraryInputs } from '@prego/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/failure.ts';
import { newRequestKey, requestKeys } from '../../../api/request-keys.ts';
import { useWords } from '../../../i18n/language.tsx';
import { announceOnPage } from '../../../ui/announce-on-page.ts';
import { announce } from '../../../ui/announcer.tsx';
import { useHere } from '../../../ui/use-here.ts';
import { RUN_WORDS } from './run-words.ts';

/**
 * Has a template provisioned, and goes to the status page of what was begun. The same entries sent again, such as after an
 * answer that was lost, begin nothing new. Whoever has left the form meanwhile is told, and led nowhere. `onRefused`: the inputs
 * are not taken; has the pre-flight say why beside the fields.
 */
export function useBeginProvisioning(template: string, onRefused: () => Promise<void>) {
  const words = useWords(RUN_WORDS);
  const client = useQueryClient();
  const router = useRouter();
  const [keyOf] = useState(() => requestKeys(newRequestKey));
  const here = useHere();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (inputs: LibraryInputs) => {
      const body = { template, inputs };
      const params = { header: { 'idempotency-key': keyOf(body) } };
      return bodyOf(api.POST('/internal/library/provisionings', { params, body }));
    },
    onSuccess: async ({ provisioning_id }, { name }) => {
      if (here.current) {
        announceOnPage(router, words.begun(name));
        await router.navigate({ to: '/library/provisionings/$provisioning_id', params: { provisioning_id } });
      } else announce(words.begun(name));
      await Promise.all([
        client.invalidateQueries({ queryKey: ['library'] }),
        client.invalidateQueries({ queryKey: ['jobs'] }),
      ]);
    },
    onError: async (failure) => {
      if (!here.current) return announce(failure.message);
      if (isRefusal(failure)) await onRefused();
    },
  });
  return {
    begin: (inputs: LibraryInputs) => {
      if (!isPending) mutate(inputs);
    },
    busy: isPending,
    failure: error ?? undefined,
    /** Takes a failure away: it was of other entries. */
    forget: () => {
      if (error) reset();
    },
  };
}

/** Whether it says that the inputs are not taken, field by field. */
export const isRefusal = (failure: Error | undefined): boolean =>
  failure instanceof ApiFailure && failure.code === 'inputs_refused';
