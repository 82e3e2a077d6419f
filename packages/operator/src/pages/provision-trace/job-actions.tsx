import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { mayCancel, mayRetry, nameToRetry } from '../../ui/job-moves.ts';
import type { TraceJob } from './story.ts';
import { TRACE_WORDS } from './trace-words.ts';

interface JobActionsProps {
  job: TraceJob;
  /** Its run at GitHub is known, and would be asked to end. */
  hasRun: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/** Retry of what has failed or was cancelled, cancel of what goes on; both ask first, and say what came of it. */
export function JobActions({ job, hasRun, now }: JobActionsProps) {
  const words = useWords(TRACE_WORDS).act;
  const client = useQueryClient();
  const [asked, setAsked] = useState<'retry' | 'cancel' | null>(null);
  const [outcome, setOutcome] = useState({ text: '', before: '' });
  const path = { job_id: job.job_id };
  const stand = `${job.attempt} ${job.status}`;
  const tell = (text: string) => {
    setOutcome({ text, before: stand });
    announce(text);
    // The dialog goes at once: it is done, however long it takes to read all again.
    void client.invalidateQueries();
  };
  const retry = async () => {
    const { attempt } = await bodyOf(api.POST('/internal/provision-jobs/{job_id}/retry', { params: { path } }));
    tell(words.retried(attempt));
  };
  const cancel = async () => {
    const { status } = await bodyOf(api.POST('/internal/provision-jobs/{job_id}/cancel', { params: { path } }));
    tell(status === 'cancelled' ? words.cancelled : words.cancelAsked);
  };
  // One button for both: the one that was pressed stays there to have the focus again.
  const offered = mayRetry(job) ? 'retry' : mayCancel(job) ? 'cancel' : null;
  const name = nameToRetry(job);
  const seatHeld = job.seat_until !== null && job.seat_until > now;
  return (
    <>
      {offered && (
        <Button look={offered === 'retry' ? 'primary' : 'secondary'} onClick={() => setAsked(offered)}>
          {words[offered]}
        </Button>
      )}
      {outcome.text && outcome.before === stand && <p className="w-full text-sm text-muted">{outcome.text}</p>}
      <ConfirmDialog
        open={asked === 'retry'}
        onClose={() => setAsked(null)}
        title={words.retryTitle(job.job_id)}
        confirm={words.retry}
        {...(name !== undefined && { name, danger: true })}
        onConfirm={retry}
      >
        <p>{words.retryHelp(job.attempt + 1)}</p>
        {name !== undefined && <p>{words.retryDestroys}</p>}
        {job.kind === 'provision' && <p>{seatHeld ? words.retryKeeps : words.retryDecides}</p>}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'cancel'}
        onClose={() => setAsked(null)}
        title={words.cancelTitle(job.job_id)}
        confirm={words.cancel}
        danger
        onConfirm={cancel}
      >
        {hasRun && <p>{words.cancelRun}</p>}
        <p>{name === undefined ? words.cancelHelp : words.cancelDestroys}</p>
      </ConfirmDialog>
    </>
  );
}
