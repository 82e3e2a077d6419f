import type { JobSummary } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { PagedLive } from '../../../live/use-live-pages.ts';
import { Empty } from '../../../ui/empty.tsx';
import { JobLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { JobStatusBadge } from '../../../ui/status-badges.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { Time } from '../../../ui/time.tsx';
import { ReadOlder } from './read-older.tsx';
import { SCREEN_WORDS } from './screen-words.ts';

/** Every job of the tenant, newest first. */
export function JobsPanel({ jobs }: { jobs: PagedLive<JobSummary> }) {
  const { live } = jobs;
  const words = useWords(SCREEN_WORDS);
  const { kind: kinds } = useWords(STATUS_WORDS);
  return (
    <Panel title={words.jobs} aside={live.data?.length} flush>
      <QueryView query={live} what={words.jobs}>
        {(jobs) =>
          jobs.length === 0 ? (
            <Empty>{words.noJobs}</Empty>
          ) : (
            <ul className="max-h-80 overflow-y-auto">
              {jobs.map(({ job_id, kind, status, attempt, created_at }) => (
                <li key={job_id} className="space-y-1 border-b border-line px-4 py-2 text-sm last:border-b-0">
                  <div className="flex flex-wrap items-center gap-2">
                    <span className="font-medium">{kinds[kind]}</span>
                    {attempt > 1 && <span className="text-xs text-muted">{`${words.attempt} ${attempt}`}</span>}
                    <span className="ml-auto">
                      <JobStatusBadge status={status} />
                    </span>
                  </div>
                  <div className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-muted">
                    <JobLink id={job_id} copy />
                    <Time at={created_at} />
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <ReadOlder of={jobs} label={words.moreJobs} />
    </Panel>
  );
}
