import type { JobSummary, ProvisionTraceDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { CopiedId } from '../../../ui/copied-id.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { JobLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { JobStatusBadge } from '../../../ui/status-badges.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { Time } from '../../../ui/time.tsx';
import { FailedBox } from './failed-box.tsx';
import { SCREEN_WORDS } from './screen-words.ts';
import { StepsBar } from './steps-bar.tsx';
import { WaitsFor } from './waits-for.tsx';

interface LatestJobPanelProps {
  jobs: Live<JobSummary[]>;
  /** That of the newest job. */
  trace: Live<ProvisionTraceDetail> | undefined;
}

/** How the newest job stands: why it failed and what to do first, else the step that it is at. */
export function LatestJobPanel({ jobs, trace }: LatestJobPanelProps) {
  const words = useWords(SCREEN_WORDS);
  const { kind: kinds } = useWords(STATUS_WORDS);
  const job = jobs.data?.[0];
  return (
    <Panel
      title={words.latest}
      aside={
        job && (
          <span className="flex items-center gap-2">
            {kinds[job.kind]}
            <JobStatusBadge status={job.status} />
          </span>
        )
      }
      actions={
        job && (
          <Link to="/cp/provision-trace" search={{ job_id: job.job_id }} className={buttonClass()}>
            {words.openTrace}
          </Link>
        )
      }
    >
      <QueryView query={jobs} what={words.latest} lines={4}>
        {([job]) => (job ? <LatestJob job={job} trace={trace} /> : <Empty>{words.noJobs}</Empty>)}
      </QueryView>
    </Panel>
  );
}

function LatestJob({ job, trace }: { job: JobSummary; trace: Live<ProvisionTraceDetail> | undefined }) {
  const words = useWords(SCREEN_WORDS);
  const told = trace?.data?.job.job_id === job.job_id ? trace.data : undefined;
  const attempt = told?.attempts.find(({ attempt }) => attempt === job.attempt);
  return (
    <div className="space-y-4">
      <FailedBox job={job} attempt={attempt} />
      {job.status === 'waiting' && <WaitsFor job={job} />}
      {attempt && job.kind === 'provision' && <StepsBar steps={attempt.steps} current={told?.current_stage ?? null} />}
      {trace?.error && (
        <FailureNote
          what={words.part.trace}
          error={trace.error}
          stale={told !== undefined}
          onRetry={() => void trace.refetch()}
        />
      )}
      <div className="grid items-start gap-x-8 gap-y-1.5 md:grid-cols-2">
        <Facts
          of={[
            [words.job, <JobLink key="job" id={job.job_id} copy />],
            [words.trace, <CopiedId key="trace" id={job.trace_id} />],
            [words.run, attempt?.run_url && <ExternalLink to={attempt.run_url} label={words.openRun} />],
          ]}
        />
        <Facts
          of={[
            [words.attempt, job.attempt],
            [words.by, job.created_by],
            [words.began, <Time key="began" at={job.created_at} />],
            [words.ended, job.ended_at === null ? null : <Time key="ended" at={job.ended_at} />],
            [words.seatUntil, job.seat_until === null ? null : <Time key="seat" at={job.seat_until} />],
          ]}
        />
      </div>
    </div>
  );
}
