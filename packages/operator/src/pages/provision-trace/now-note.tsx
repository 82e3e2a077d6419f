import type { JobDetail, ProvisionTraceDetail } from '@prego/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import { useNow } from '../../live/use-now.ts';
import { classes } from '../../ui/classes.ts';
import { ErrorCode } from '../../ui/error-code.tsx';
import { ExternalLink } from '../../ui/external-link.tsx';
import { JobStatusBadge } from '../../ui/status-badges.tsx';
import { Time } from '../../ui/time.tsx';
import { jobTone, type Tone } from '../../ui/tone.ts';
import { useAnnounced } from '../../ui/use-announced.ts';
import { JobActions } from './job-actions.tsx';
import { type JobNow, jobNow } from './job-now.ts';
import { TRACE_WORDS } from './trace-words.ts';
import { useHeadline } from './use-headline.ts';
import { WaitNote } from './wait-note.tsx';

const EDGE: Record<Tone, string> = {
  ok: 'border-l-ok',
  warn: 'border-l-warn',
  bad: 'border-l-bad',
  info: 'border-l-info',
  idle: 'border-l-line-strong',
};

/** Where the job stands and what to do, before everything else. */
export function NowNote({ trace, detail }: { trace: ProvisionTraceDetail; detail: JobDetail | undefined }) {
  const words = useWords(TRACE_WORDS).now;
  const now = useNow();
  const { job, attempts } = trace;
  const state = jobNow(trace, detail, now);
  const headline = useHeadline(state);
  useAnnounced(headline);
  const run = attempts[0]?.run_url;
  return (
    <section
      aria-label={headline}
      className={classes('rounded-lg border border-l-4 border-line bg-surface px-4 py-3', EDGE[jobTone(job.status)])}
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72 space-y-1.5 text-sm">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <JobStatusBadge status={job.status} />
            <h2 className="text-base font-semibold">{headline}</h2>
          </div>
          <Body state={state} />
        </div>
        <div className="flex max-w-md flex-wrap gap-2">
          {run && <ExternalLink button to={run} label={words.openRun} />}
          <JobActions job={job} hasRun={typeof attempts[0]?.run_id === 'number'} now={now} />
        </div>
      </div>
    </section>
  );
}

function Body({ state }: { state: JobNow }): ReactNode {
  const words = useWords(TRACE_WORDS).now;
  switch (state.kind) {
    case 'failed':
      return (
        <>
          {state.code && <ErrorCode code={state.code} />}
          {state.message && <p className="max-w-prose whitespace-pre-wrap">{state.message}</p>}
          <p className="max-w-prose">
            <span className="font-medium">{words.todo}: </span>
            {state.remedy ?? words.anyRemedy}
          </p>
        </>
      );
    case 'cancelled':
      return state.message && <p className="max-w-prose">{state.message}</p>;
    case 'completed':
      return state.attempts > 1 && <p className="text-muted">{words.afterAttempts(state.attempts)}</p>;
    case 'sent':
      return (
        state.since !== null && (
          <p className="text-muted">
            {words.sent} <Time at={state.since} />
          </p>
        )
      );
    case 'running':
      return <Running state={state} />;
    default:
      return <WaitNote state={state} />;
  }
}

function Running({ state }: { state: Extract<JobNow, { kind: 'running' }> }) {
  const words = useWords(TRACE_WORDS).now;
  const duration = useDuration();
  const since = state.step?.started_at ?? null;
  return (
    <>
      {since !== null && (
        <p className="text-muted">
          {words.since} <Time at={since} />
        </p>
      )}
      {state.silent !== null && <p className="text-warn">{words.silent(duration(state.silent))}</p>}
    </>
  );
}
