import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { localTime } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { ACTION_WORDS } from './action-words.ts';
import { tenantKey } from './use-tenant-detail.ts';

/** What was done last, in words. */
interface Outcome {
  readonly said?: string;
  /** A Launch link that could not be copied. */
  readonly link?: string;
  readonly failure?: Error;
}

/**
 * What an operator does to a tenant. Each says what it has led to, also to who can't see it, and has the page read again at
 * once. Those that a dialog asks for throw what went wrong, for the dialog to show.
 */
export function useTenantMoves(tenantId: string) {
  const words = useWords(ACTION_WORDS);
  const { job: statuses } = useWords(STATUS_WORDS);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>({});
  const tell = (said: string, more: Outcome = {}) => {
    setOutcome({ said, ...more });
    announce(said);
  };
  const readAgain = async () => {
    const keys = [tenantKey(tenantId), ['tenants'], ['jobs']];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const retry = async (job_id: string) => {
    const moved = await bodyOf(api.POST('/internal/provision-jobs/{job_id}/retry', { params: { path: { job_id } } }));
    tell(words.retried(job_id, moved.attempt, statuses[moved.status]));
  };
  /** For a press without a dialog: what went wrong is shown below the buttons, which wait until they are offered anew. */
  const shown = async (act: () => Promise<void>) => {
    setBusy(true);
    setOutcome({});
    await act().catch((failure: Error) => setOutcome({ failure }));
    await readAgain();
    setBusy(false);
  };
  /** For a dialog, which shows what went wrong itself, and does not stay open until all is read again. */
  const asked = async (act: () => Promise<void>) => {
    // What was refused has as a rule changed meanwhile.
    await act().finally(() => void readAgain());
  };
  return {
    ...outcome,
    /** What was pressed last is still under way. */
    busy,
    dismiss: () => setOutcome({}),
    retry: (job_id: string) => shown(() => retry(job_id)),
    retryAsked: (job_id: string) => asked(() => retry(job_id)),
    cancel: (job_id: string) =>
      asked(async () => {
        const params = { path: { job_id } };
        const { status } = await bodyOf(api.POST('/internal/provision-jobs/{job_id}/cancel', { params }));
        tell(status === 'cancelled' ? words.cancelled(job_id) : words.cancelAsked(job_id));
      }),
    giveBack: (name: string) =>
      asked(async () => {
        const params = { path: { id: tenantId } };
        const { job_id } = await bodyOf(api.POST('/internal/tenants/{id}/return', { params, body: { name } }));
        tell(words.returning(job_id));
      }),
    copyLaunchLink: () =>
      shown(async () => {
        const params = { path: { id: tenantId } };
        const link = await bodyOf(api.POST('/internal/tenants/{id}/launch-link', { params }));
        const copied = await copyText(link.launch_url);
        if (copied) tell(words.launchCopied(localTime(link.expires_at, language)));
        else tell(words.launchShown, { link: link.launch_url });
      }),
  };
}
