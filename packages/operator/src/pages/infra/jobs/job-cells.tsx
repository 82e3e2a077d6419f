import type { JobSummary } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useDuration } from '../../../i18n/use-duration.ts';
import { useToldOfNow } from '../../../live/use-now.ts';
import { stepOf } from '../../../timeline/row-text.ts';
import { ErrorCode } from '../../../ui/error-code.tsx';
import { NodeLink, TenantLink } from '../../../ui/id-links.tsx';
import { JobStatusBadge } from '../../../ui/status-badges.tsx';
import { durationOf, whyOf } from './job-moves.ts';
import { JOBS_WORDS } from './jobs-words.ts';

/** What went wrong, in two lines at most, or what the job waits for. */
export function WhyCell({ job }: { job: JobSummary }) {
  const words = useWords(JOBS_WORDS);
  const why = whyOf(job);
  if (!why) return <span className="text-muted">–</span>;
  if (why.kind === 'node') {
    return (
      <span>
        {words.waitsForNode} <NodeLink id={why.node_id} />
      </span>
    );
  }
  if (why.kind === 'stack') {
    return (
      <span>
        {words.waitsForStack}{' '}
        <Link to="/cp/infra" search={{ stack: why.stack }} className="font-mono text-accent hover:underline">
          {why.stack}
        </Link>
      </span>
    );
  }
  return (
    <div title={job.error_message ?? undefined}>
      <ErrorCode code={why.code} tone={job.status === 'failed' ? 'bad' : 'muted'} />
      {why.stage && <span className="ml-2 text-xs text-muted">{stageName(why.stage, words.step)}</span>}
      <div className="truncate text-xs">{why.line}</div>
    </div>
  );
}

/** The UI steps by their number; finer stages as they are. */
function stageName(stage: string, step: (n: number) => string): string {
  const n = stepOf(stage);
  return n === undefined ? stage : step(n);
}

/** Its status, and whom it is for (`of`) where the next columns are out of sight. */
export function StatusCell({ job, of }: { job: JobSummary; of: ReactNode }) {
  return (
    <>
      <JobStatusBadge status={job.status} />
      <div className="mt-0.5 truncate text-xs sm:hidden">{of}</div>
    </>
  );
}

/** Whom the job is for: its tenant, or the node that it retires. */
export function OfCell({ job }: { job: JobSummary }) {
  if (job.tenant_id) return <TenantLink id={job.tenant_id} />;
  return job.node_id ? <NodeLink id={job.node_id} /> : <span className="text-muted">–</span>;
}

/** The same, not to be followed. */
export const OfText = ({ job }: { job: JobSummary }) => (
  <span className="font-mono text-[0.92em]">{job.tenant_id ?? job.node_id ?? '–'}</span>
);

/** Where its servers are, whether they are made for it, and the stack that makes them. */
export function ModeCell({ job }: { job: JobSummary }) {
  const words = useWords(JOBS_WORDS);
  return (
    <>
      <span className="font-mono text-xs">{job.region}</span>
      {job.kind === 'provision' && ` · ${job.dedicated ? words.dedicated : words.mode[job.infra_mode]}`}
      {job.stack && (
        <Link
          to="/cp/infra"
          search={{ stack: job.stack }}
          title={job.stack}
          aria-label={words.ofStack(job.stack)}
          className="block truncate font-mono text-xs text-accent hover:underline"
        >
          {job.stack}
        </Link>
      )}
    </>
  );
}

/** It ticks while the job is under way. */
export function TookCell({ job }: { job: JobSummary }) {
  const duration = useDuration();
  const took = useToldOfNow((now) => duration(durationOf(job, now)));
  return <span className="tabular whitespace-nowrap">{took}</span>;
}
