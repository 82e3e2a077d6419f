import type { Orphan } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { euros } from '../../../i18n/format.ts';
import { type Language, useWords } from '../../../i18n/language.tsx';
import { oneOf } from '../../../plain-search.ts';
import { REGIONS } from '../../../ui/closed-sets.ts';
import type { Column } from '../../../ui/column.ts';
import { CommandLine } from '../../../ui/command-line.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { JobLink, NodeLink } from '../../../ui/id-links.tsx';
import { monthOf } from '../month.ts';
import { remedyOf } from './orphan-remedy.ts';
import { ORPHANS_WORDS } from './orphans-words.ts';

type Words = (typeof ORPHANS_WORDS)['en' | 'ko'];

/** One thing that is billed and should not be: what, why, whose, what to do, and what it costs. */
export function orphanColumns(words: Words, language: Language): Column<Orphan>[] {
  const { head } = words;
  return [
    { key: 'what', head: head.what, width: 'minmax(11rem,1fr)', cell: (orphan) => <What orphan={orphan} /> },
    { key: 'why', head: head.why, width: 'minmax(9rem,1fr)', cell: ({ reason }) => words.reasons[reason] },
    { key: 'of', head: head.of, width: 'minmax(9rem,1fr)', cell: (orphan) => <Whose orphan={orphan} /> },
    { key: 'todo', head: head.todo, width: 'minmax(15rem,1.6fr)', cell: (orphan) => <Todo orphan={orphan} /> },
    {
      key: 'hour',
      head: head.hour,
      width: '6rem',
      align: 'end',
      cell: ({ hourly_cost }) => (hourly_cost === null ? words.noPrice : euros(hourly_cost, 'hour', language)),
    },
    {
      key: 'month',
      head: head.month,
      width: '6rem',
      align: 'end',
      cell: ({ hourly_cost }) => (hourly_cost === null ? '' : euros(monthOf(hourly_cost), 'month', language)),
    },
  ];
}

function What({ orphan: { kind, id, name, location } }: { orphan: Orphan }) {
  const words = useWords(ORPHANS_WORDS);
  return (
    <>
      <span className="block font-mono text-[0.92em]">{name}</span>
      <span className="flex flex-wrap items-center text-xs text-muted">
        {`${words.kinds[kind]} · ${location} · ${id}`}
        <CopyButton text={String(id)} what={String(id)} />
      </span>
    </>
  );
}

function Whose({ orphan: { stack, node_id, job_id } }: { orphan: Orphan }) {
  return (
    <span className="flex flex-col text-xs">
      {stack && (
        <Link
          to="/cp/infra"
          search={{ tab: 'jobs', stack }}
          className="font-mono text-accent underline-offset-2 hover:underline"
        >
          {stack}
        </Link>
      )}
      {node_id && <NodeLink id={node_id} />}
      {job_id && <JobLink id={job_id} />}
    </span>
  );
}

function Todo({ orphan }: { orphan: Orphan }) {
  const words = useWords(ORPHANS_WORDS);
  const { first, job_id, command } = remedyOf(orphan);
  const { stack } = orphan;
  return (
    <div className="space-y-1 text-xs">
      {first && (
        <p>
          {words.first[first]} {job_id && <JobLink id={job_id} />}
          {first === 'retry_return' && (
            <Link
              to="/cp/infra"
              search={{ tab: 'jobs', kind: oneOf(REGIONS, stack) ? 'retire_node' : 'return', ...(stack && { stack }) }}
              className="text-accent underline underline-offset-2"
            >
              {words.returns}
            </Link>
          )}
        </p>
      )}
      {command && (
        <p>
          {words.orDelete} <CommandLine command={command} />
        </p>
      )}
    </div>
  );
}
