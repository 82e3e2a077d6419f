import type { ProvisionTraceDetail } from '@prego/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { EitherId } from '../../ui/either-id.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FreshnessLine } from '../../ui/freshness-line.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useJobDetail } from '../../ui/use-job-detail.ts';
import { AttemptTabs } from './attempt-tabs.tsx';
import { EventsPanel } from './events-panel.tsx';
import { IdForm } from './id-form.tsx';
import type { StoryIds } from './ids-of.ts';
import { JobFacts } from './job-facts.tsx';
import { LogPanel } from './log-panel.tsx';
import { NowNote } from './now-note.tsx';
import { StepsPanel } from './steps-panel.tsx';
import { chosenAttempt } from './story.ts';
import { TimePanel } from './time-panel.tsx';
import type { TraceSearch } from './trace-search.ts';
import { TRACE_WORDS } from './trace-words.ts';
import { useTrace } from './use-trace.ts';

/** How one job went, or goes, from the moment it was decided to the open workspace. */
export function ProvisionTracePage() {
  const words = useWords(TRACE_WORDS);
  const search = useSearch({ from: '/cp/provision-trace' });
  const ids: StoryIds = {
    ...(search.job_id && { job_id: search.job_id }),
    ...(search.trace_id && { trace_id: search.trace_id }),
  };
  const trace = useTrace(ids);
  const detail = useJobDetail(trace.data?.job.job_id);
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <FreshnessLine of={[trace, detail]} />
      </PageHead>
      <IdForm ids={ids} onSame={() => void trace.refetch()} />
      {trace.isEnabled ? (
        <QueryView query={trace} what={words.what} lines={6}>
          {(data) => <Story trace={data} detail={detail} search={search} />}
        </QueryView>
      ) : (
        <Empty>{words.form.empty}</Empty>
      )}
      <EitherId
        error={trace.error}
        to="/cp/provision-trace"
        ways={[
          { name: 'job_id', id: ids.job_id, label: words.onlyJob },
          { name: 'trace_id', id: ids.trace_id, label: words.onlyTrace },
        ]}
      />
    </>
  );
}

interface StoryProps {
  trace: ProvisionTraceDetail;
  detail: ReturnType<typeof useJobDetail>;
  search: TraceSearch;
}

function Story({ trace, detail, search }: StoryProps) {
  const { job, attempts, trace_events } = trace;
  const chosen = chosenAttempt(attempts, search.attempt);
  const navigate = useNavigate({ from: '/cp/provision-trace' });
  const findInLog = (log_q: string) =>
    void navigate({
      search: ({ log_q: _, ...old }) => (log_q ? { ...old, log_q } : old),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <NowNote key={job.job_id} trace={trace} detail={detail.data} />
      <JobFacts job={job} attempt={attempts[0]} detail={detail} />
      {chosen && (
        <>
          <AttemptTabs job={job} attempts={attempts} chosen={chosen} search={search} />
          <StepsPanel job={job} attempts={attempts} chosen={chosen} />
          <TimePanel job={job} attempt={chosen} events={trace_events} search={search} />
          <EventsPanel events={trace_events} attempt={chosen.attempt} attempts={attempts.length} search={search} />
          <LogPanel
            key={`${job.job_id} ${chosen.attempt}`}
            job={job}
            attempt={chosen}
            query={search.log_q ?? ''}
            onQuery={findInLog}
          />
        </>
      )}
    </>
  );
}
