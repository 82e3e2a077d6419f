import type { JobDetail } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import type { Live } from '../../live/use-live.ts';
import { useNow } from '../../live/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopiedId } from '../../ui/copied-id.tsx';
import { ExternalLink } from '../../ui/external-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { DecisionLink, NodeLink, TenantLink } from '../../ui/id-links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import { Time } from '../../ui/time.tsx';
import { type Attempt, attemptTook, type TraceJob } from './story.ts';
import { TRACE_WORDS } from './trace-words.ts';

interface JobFactsProps {
  job: TraceJob;
  /** The newest. */
  attempt: Attempt | undefined;
  detail: Live<JobDetail>;
}

/** What the job is, where it belongs, and when it was where. */
export function JobFacts({ job, attempt, detail }: JobFactsProps) {
  const words = useWords(TRACE_WORDS).facts;
  const status = useWords(STATUS_WORDS);
  return (
    <Panel title={words.title} aside={<Badge tone="idle">{status.kind[job.kind]}</Badge>}>
      <div className="grid items-start gap-x-8 gap-y-1.5 md:grid-cols-2 xl:grid-cols-3">
        <Facts
          of={[
            [words.job, <CopiedId key="job" id={job.job_id} />],
            [words.trace, <CopiedId key="trace" id={job.trace_id} />],
            [words.tenant, job.tenant_id && <TenantLink id={job.tenant_id} />],
            [words.decision, job.decision_id && <DecisionLink id={job.decision_id} of={{ job_id: job.job_id }} />],
            [words.createdBy, job.created_by],
          ]}
        />
        <Placed job={job} detail={detail.data} />
        <Times job={job} attempt={attempt} />
      </div>
      {detail.error && (
        <FailureNote
          what={words.more}
          error={detail.error}
          stale={detail.data !== undefined}
          onRetry={() => void detail.refetch()}
        />
      )}
    </Panel>
  );
}

function Placed({ job, detail }: { job: TraceJob; detail: JobDetail | undefined }) {
  const words = useWords(TRACE_WORDS).facts;
  const status = useWords(STATUS_WORDS);
  const seat = detail?.seat;
  return (
    <Facts
      of={[
        [words.region, `${job.region} · ${status.region[job.region]}`],
        [words.infra, `${words.mode[job.infra_mode]}${job.dedicated ? `, ${words.dedicated}` : ''}`],
        [
          words.stack,
          job.stack ? (
            <code key="stack" className="font-mono">
              {job.stack}
            </code>
          ) : (
            words.noStack
          ),
        ],
        [words.target, job.target_server_id && <NodeLink id={job.target_server_id} />],
        [words.node, job.node_id && <NodeLink id={job.node_id} />],
        [words.waitsFor, job.waits_for_node && <NodeLink id={job.waits_for_node} />],
        [
          words.seat,
          seat && (
            <>
              <NodeLink id={seat.node_id} /> <span className="text-muted">{words.seatKind[seat.kind]}</span>
            </>
          ),
        ],
        [words.seatUntil, job.seat_until !== null ? <Time key="seat" at={job.seat_until} /> : null],
      ]}
    />
  );
}

function Times({ job, attempt }: { job: TraceJob; attempt: Attempt | undefined }) {
  const words = useWords(TRACE_WORDS).facts;
  const duration = useDuration();
  const now = useNow();
  const took = attempt ? attemptTook(attempt, job, now) : null;
  const at = (time: number | null | undefined) => (time ? <Time at={time} absolute /> : null);
  return (
    <Facts
      of={[
        [words.created, at(job.created_at)],
        [words.dispatched, at(attempt?.dispatched_at)],
        [words.claimed, at(attempt?.claimed_at)],
        [words.heard, at(attempt?.heard_at)],
        [words.ended, at(job.ended_at)],
        [
          words.took,
          took === null ? null : (
            <span key="took" className="tabular">
              {duration(took)}
            </span>
          ),
        ],
        [words.attempts, String(job.attempt)],
        [
          words.run,
          attempt?.run_url && (
            <ExternalLink key="run" to={attempt.run_url} label={String(attempt.run_id ?? attempt.run_url)} />
          ),
        ],
      ]}
    />
  );
}
