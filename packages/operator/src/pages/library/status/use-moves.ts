import type { ProvisioningDetail } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { LIBRARY_KEY } from '../library-key.ts';
import { ACT_WORDS } from './act-words.ts';
import { inWords } from './refusal.ts';
import { sayReturn } from './say-return.ts';
import { provisioningKey } from './use-provisioning.ts';

type Stand = Pick<ProvisioningDetail, 'job_id' | 'status'>;
const standOf = ({ job_id, status }: Stand): string => `${job_id} ${status}`;

/** What can be asked for, and what the last press has led to. Each throws its refusal in the reader's words. */
export function useMoves({ provisioning_id, job_id, name, status }: ProvisioningDetail) {
  const words = useWords(ACT_WORDS);
  const client = useQueryClient();
  const navigate = useNavigate();
  const stand = standOf({ job_id, status });
  // It is said until what was begun has ended, though its status changes at once.
  const [outcome, setOutcome] = useState({ text: '', during: [] as readonly string[] });
  const path = { provisioning_id };
  const tell = (text: string, begun: Stand) => {
    setOutcome({ text, during: [stand, standOf(begun)] });
    announce(text);
    // The dialog goes at once: it is done, however long it takes to read all again.
    void client.invalidateQueries();
  };
  const retry = () =>
    inWords(words.refusal, async () => {
      const call = api.POST('/internal/provision-jobs/{job_id}/retry', { params: { path: { job_id } } });
      const { attempt } = await bodyOf(call);
      tell(words.retried(attempt), { job_id, status: 'provisioning' });
    });
  const giveBack = (typed: string) =>
    inWords(words.refusal, async () => {
      let begun = false;
      const call = api.POST('/internal/library/provisionings/{provisioning_id}/return', {
        params: { path },
        body: { name: typed },
      });
      const answer = await bodyOf(
        call.then((told) => {
          begun = told.response.status === 202;
          return told;
        }),
      );
      tell(words[sayReturn(begun, answer.status)], answer);
    });
  const remove = (typed: string) =>
    inWords(words.refusal, async () => {
      await api.DELETE('/internal/library/provisionings/{provisioning_id}', {
        params: { path, query: { name: typed } },
      });
      announce(words.removed(name));
      await navigate({ to: '/library/history', search: { provisioning_id } });
      // Left, the page would ask once more for what is gone.
      client.removeQueries({ queryKey: provisioningKey(provisioning_id) });
      void client.invalidateQueries({ queryKey: LIBRARY_KEY });
    });
  return { retry, giveBack, remove, said: outcome.during.includes(stand) ? outcome.text : '' };
}
