import type { JobMoved, JobSummary } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { mayCancel, mayRetry, nameToRetry } from '../../../ui/job-moves.ts';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { JOBS_WORDS } from './jobs-words.ts';

/** What the last press has led to. */
export interface Outcome {
  readonly text: string;
  readonly error?: Error;
}

/** What an operator is asked before it is done. */
export interface AskedMove {
  readonly move: 'retry' | 'cancel';
  readonly job: JobSummary;
}

export interface JobActions {
  readonly copy: (id: string) => void;
  readonly open: (job: JobSummary) => void;
  readonly openRaw: (job: JobSummary) => void;
  /** Asks first where something is destroyed. */
  readonly retry: (job: JobSummary) => void;
  /** Asks first. */
  readonly cancel: (job: JobSummary) => void;
}

/** Begins the next attempt of a job. */
export const postRetry = (job_id: string): Promise<JobMoved> =>
  bodyOf(api.POST('/internal/provision-jobs/{job_id}/retry', { params: { path: { job_id } } }));

/** What may be done to one job. `readAgain` reads the one that was moved. */
export function useJobActions(readAgain: (id: string) => Promise<unknown>) {
  const words = useWords(JOBS_WORDS);
  const status = useWords(STATUS_WORDS).job;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<Outcome>();
  const [asked, setAsked] = useState<AskedMove>();
  /** Jobs whose retry is under way: a key that is pressed twice asks once. */
  const retrying = useRef(new Set<string>());
  const dismiss = useCallback(() => setOutcome(undefined), []);
  const tell = (next: Outcome) => {
    setOutcome(next);
    announce(next.text);
  };
  /** Other pages show the job too. A job that can't be read again just now is by the next look. */
  const moved = async (id: string) => {
    await readAgain(id).catch(() => undefined);
    void client.invalidateQueries({ queryKey: ['dispatch'] });
  };
  const retry = async ({ job_id }: JobSummary) => {
    const now = await postRetry(job_id);
    tell({ text: words.retried(job_id, now.attempt, status[now.status]) });
    await moved(job_id);
  };
  const retryAtOnce = async (job: JobSummary) => {
    const { job_id } = job;
    if (retrying.current.has(job_id)) return;
    retrying.current.add(job_id);
    try {
      await retry(job);
    } catch (error) {
      tell({ text: words.notRetried(job_id), error: error as Error });
      await moved(job_id);
    } finally {
      retrying.current.delete(job_id);
    }
  };
  const askRetry = (job: JobSummary) => {
    if (!mayRetry(job)) tell({ text: words.noRetry(status[job.status]) });
    else if (nameToRetry(job) === undefined) void retryAtOnce(job);
    else setAsked({ move: 'retry', job });
  };
  const cancel = async ({ job_id }: JobSummary) => {
    const now = await bodyOf(api.POST('/internal/provision-jobs/{job_id}/cancel', { params: { path: { job_id } } }));
    tell({ text: now.status === 'cancelled' ? words.cancelled(job_id) : words.cancelAsked(job_id) });
    await moved(job_id);
  };
  const copy = async (id: string) => {
    tell({ text: (await copyText(id)) ? words.copied(id) : `${words.notCopied} ${id}` });
  };
  const latest = useRef<JobActions>(undefined);
  latest.current = {
    copy: (id) => void copy(id),
    open: ({ job_id, trace_id }) => void navigate({ to: '/cp/provision-trace', search: { job_id, trace_id } }),
    openRaw: ({ trace_id }) => void navigate({ to: '/cp/infra', search: { tab: 'trace', trace_id } }),
    retry: askRetry,
    cancel: (job) =>
      mayCancel(job) ? setAsked({ move: 'cancel', job }) : tell({ text: words.noCancel(status[job.status]) }),
  };
  // The same ones each time: others draw all rows again.
  const actions = useMemo<JobActions>(
    () => ({
      copy: (id) => latest.current?.copy(id),
      open: (job) => latest.current?.open(job),
      openRaw: (job) => latest.current?.openRaw(job),
      retry: (job) => latest.current?.retry(job),
      cancel: (job) => latest.current?.cancel(job),
    }),
    [],
  );
  return { actions, outcome, dismiss, asked, setAsked, retry, cancel, moved };
}
