import type { ProvisionTraceDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { duration } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { useNow } from '../../../live/use-now.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { JobStatusBadge } from '../../../ui/status-badges.tsx';
import { jobNow } from '../../provision-trace/job-now.ts';
import { LogPanel } from '../../provision-trace/log-panel.tsx';
import { spanName } from '../../provision-trace/span-name.ts';
import { ShownStateBadge } from '../../provision-trace/state-badge.tsx';
import { STEPS_WORDS } from '../../provision-trace/steps-words.ts';
import { useHeadline } from '../../provision-trace/use-headline.ts';
import { type Span, waterfallOf } from '../../provision-trace/waterfall.ts';
import { runStages } from './run-stages.ts';
import { STATUS_PAGE_WORDS } from './status-words.ts';

interface RunViewProps {
  trace: Live<ProvisionTraceDetail>;
  /** What is looked for in the log. */
  query: string;
  onQuery: (query: string) => void;
}

/** What its run does now, or did last, and what it wrote. */
export function RunView({ trace, query, onQuery }: RunViewProps) {
  const words = useWords(STATUS_PAGE_WORDS).run;
  const { data } = trace;
  const newest = data?.attempts[0];
  const run = newest?.run_url;
  return (
    <>
      <Panel
        title={words.title}
        aside={data && <JobStatusBadge status={data.job.status} />}
        actions={
          data && (
            <>
              {run && <ExternalLink button to={run} label={words.openRun} />}
              <Link to="/cp/provision-trace" search={{ job_id: data.job.job_id }} className={buttonClass()}>
                {words.open}
              </Link>
            </>
          )
        }
      >
        <QueryView query={trace} what={words.what} lines={4}>
          {(data) => <Stages trace={data} />}
        </QueryView>
      </Panel>
      {data && newest && (
        <LogPanel
          key={`${data.job.job_id} ${newest.attempt}`}
          job={data.job}
          attempt={newest}
          query={query}
          onQuery={onQuery}
        />
      )}
    </>
  );
}

function Stages({ trace }: { trace: ProvisionTraceDetail }) {
  const words = useWords(STATUS_PAGE_WORDS).run;
  const now = useNow();
  const headline = useHeadline(jobNow(trace, undefined, now));
  const [attempt] = trace.attempts;
  const whole = attempt ? waterfallOf({ job: trace.job, attempt, events: trace.trace_events }, now) : null;
  const { over, open, earlier } = runStages(whole);
  const times = useWords(STEPS_WORDS).time;
  const { language } = useLanguage();
  const [last] = open.slice(-1);
  if (over.length + open.length === 0) return <Empty>{words.none}</Empty>;
  return (
    <div className="space-y-3">
      {/* A wait is said in the same words below. */}
      {!(last && spanName(last, language, times) === headline) && <p className="text-sm font-medium">{headline}</p>}
      {earlier > 0 && <p className="text-xs text-muted">{words.earlier(earlier)}</p>}
      <ol aria-label={words.stages} className="space-y-1">
        {[...over, ...open].map((span) => (
          <Stage key={span.key} span={span} />
        ))}
      </ol>
    </div>
  );
}

function Stage({ span }: { span: Span }) {
  const words = useWords(STEPS_WORDS).time;
  const { language } = useLanguage();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_4.5rem] items-center gap-x-3 text-sm">
      <span className={span.open ? 'min-w-0 font-medium break-words' : 'min-w-0 break-words text-muted'}>
        {spanName(span, language, words)}
      </span>
      <ShownStateBadge state={span.state} />
      <span className="text-right text-xs text-muted tabular">
        {/* What was told at once has no length. */}
        {span.to > span.from && duration(span.to - span.from, language)}
      </span>
    </li>
  );
}
