import type { JobKind, JobSummary } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useContext, useMemo } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import type { Column } from '../../../ui/column.ts';
import { mayCancel, mayRetry, nameToRetry } from '../../../ui/job-moves.ts';
import { Menu } from '../../../ui/menu.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { Time } from '../../../ui/time.tsx';
import { ModeCell, OfCell, OfText, StatusCell, TookCell, WhyCell } from './job-cells.tsx';
import { JOBS_WORDS } from './jobs-words.ts';
import type { JobActions } from './use-job-actions.ts';
import { PickedContext } from './use-picked.ts';

type Words = (typeof JOBS_WORDS)['en' | 'ko'];

const nothing = () => null;

/** The columns of the table of jobs; the failure stands beside the status, where one looks first. */
export function useJobColumns(actions: JobActions): readonly Column<JobSummary>[] {
  const words = useWords(JOBS_WORDS);
  const { kind } = useWords(STATUS_WORDS);
  // Other columns draw all rows again.
  return useMemo(() => columnsOf(words, kind, actions), [words, kind, actions]);
}

function columnsOf(words: Words, kind: Record<JobKind, string>, actions: JobActions): Column<JobSummary>[] {
  const { head } = words;
  return [
    { key: 'pick', head: <PickAll />, width: '2rem', cell: (job) => <Pick job={job} />, passing: nothing },
    {
      key: 'status',
      head: head.status,
      width: '7.5rem',
      cell: (job) => <StatusCell job={job} of={<OfCell job={job} />} />,
      passing: (job) => <StatusCell job={job} of={<OfText job={job} />} />,
    },
    { key: 'why', head: head.why, width: 'minmax(16rem,3fr)', cell: (job) => <WhyCell job={job} /> },
    {
      key: 'of',
      head: head.of,
      width: 'minmax(9rem,1.2fr)',
      cell: (job) => (
        <>
          <OfCell job={job} />
          <div className="text-xs text-muted">{kind[job.kind]}</div>
        </>
      ),
      passing: (job) => <OfText job={job} />,
    },
    {
      key: 'mode',
      head: head.mode,
      width: 'minmax(8rem,1fr)',
      cell: (job) => <ModeCell job={job} />,
      passing: nothing,
    },
    { key: 'attempt', head: head.attempt, width: '4.5rem', align: 'end', cell: ({ attempt }) => attempt },
    {
      key: 'age',
      head: head.age,
      width: '6.5rem',
      align: 'end',
      cell: (job) => <Time at={job.created_at} />,
      passing: nothing,
    },
    {
      key: 'took',
      head: head.took,
      width: '7rem',
      align: 'end',
      cell: (job) => <TookCell job={job} />,
      passing: nothing,
    },
    {
      key: 'actions',
      head: <span className="sr-only">{head.actions}</span>,
      width: '14.5rem',
      align: 'end',
      cell: (job) => <ActionsCell job={job} actions={actions} />,
      passing: nothing,
    },
  ];
}

function PickAll() {
  const picked = useContext(PickedContext);
  const words = useWords(JOBS_WORDS);
  return (
    <input
      type="checkbox"
      aria-label={words.pickAll}
      title={words.pickAll}
      disabled={picked.failed === 0}
      checked={picked.failed > 0 && picked.ids.size === picked.failed}
      ref={(box) => {
        if (box) box.indeterminate = picked.ids.size > 0 && picked.ids.size < picked.failed;
      }}
      onChange={(event) => picked.all(event.target.checked)}
    />
  );
}

function Pick({ job }: { job: JobSummary }) {
  const of = useContext(PickedContext);
  const words = useWords(JOBS_WORDS);
  if (job.status !== 'failed') return null;
  return (
    <input
      type="checkbox"
      aria-label={words.pick(job.job_id)}
      checked={of.ids.has(job.job_id)}
      onChange={() => of.toggle(job)}
    />
  );
}

function ActionsCell({ job, actions }: { job: JobSummary; actions: JobActions }) {
  const words = useWords(JOBS_WORDS);
  return (
    <div className="flex items-center justify-end gap-1">
      <Link
        to="/cp/provision-trace"
        search={{ job_id: job.job_id, trace_id: job.trace_id }}
        className="whitespace-nowrap text-accent underline-offset-2 hover:underline"
      >
        {words.open}
      </Link>
      <Menu
        label={words.actionsOf(job.job_id)}
        entries={[
          { label: words.copyTrace, onSelect: () => actions.copy(job.trace_id) },
          { label: words.copyJob, onSelect: () => actions.copy(job.job_id) },
          { label: words.rawTrace, onSelect: () => actions.openRaw(job) },
          {
            label: nameToRetry(job) === undefined ? words.retry : words.retryAsked,
            onSelect: () => actions.retry(job),
            disabled: !mayRetry(job),
          },
          { label: words.cancel, onSelect: () => actions.cancel(job), disabled: !mayCancel(job), danger: true },
        ]}
      />
    </div>
  );
}
