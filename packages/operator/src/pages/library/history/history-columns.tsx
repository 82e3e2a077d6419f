import type { LibraryEvent } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { ActorName } from '../../../ui/actor-name.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import type { Column } from '../../../ui/column.ts';
import { LibraryEventBadge } from '../../../ui/library-badges.tsx';
import { ProvisioningLink } from '../../../ui/library-links.tsx';
import { Time } from '../../../ui/time.tsx';
import { HISTORY_WORDS } from './history-words.ts';
import { LogCell } from './log-cell.tsx';

interface HistoryColumns {
  /** Provisionings that are not on the list any more. */
  deleted: ReadonlySet<string>;
  /** Events whose log the control plane has said to be gone. */
  gone: ReadonlySet<number>;
  onGone: (id: number) => void;
  /** There is room for a single column. */
  narrow: boolean;
}

/** The history's columns, in the reader's language. */
export function useHistoryColumns({ deleted, gone, onGone, narrow }: HistoryColumns): Column<LibraryEvent>[] {
  const { head } = useWords(HISTORY_WORDS);
  const { language } = useLanguage();
  const isThere = (event: LibraryEvent) => !deleted.has(event.provisioning_id);
  const log = (event: LibraryEvent) => (
    <LogCell event={event} gone={gone.has(event.event_id)} onGone={() => onGone(event.event_id)} />
  );
  if (narrow) {
    const cell = (event: LibraryEvent) => (
      <span className="block space-y-1 py-0.5">
        <What event={event} />
        <Whose event={event} isThere={isThere(event)} />
        <span className="block text-xs text-muted">
          <Time at={event.at} absolute /> · {event.template_name[language]} · <ActorName of={event.by} />
        </span>
        {log(event)}
      </span>
    );
    return [{ key: 'all', head: head.event, width: 'minmax(0,1fr)', cell }];
  }
  return [
    { key: 'at', head: head.at, width: '12rem', cell: ({ at }) => <Time at={at} absolute /> },
    { key: 'event', head: head.event, width: 'minmax(15rem,1.2fr)', cell: (event) => <What event={event} /> },
    {
      key: 'name',
      head: head.name,
      width: 'minmax(10rem,1.2fr)',
      cell: (event) => <Whose event={event} isThere={isThere(event)} />,
    },
    {
      key: 'template',
      head: head.template,
      width: 'minmax(8rem,1fr)',
      cell: ({ template_name }) => <span className="block truncate">{template_name[language]}</span>,
    },
    {
      key: 'by',
      head: head.by,
      width: 'minmax(7rem,0.7fr)',
      cell: ({ by }) => (
        <span className="block truncate">
          <ActorName of={by} />
        </span>
      ),
    },
    {
      key: 'log',
      head: head.log,
      width: '17rem',
      cell: log,
    },
  ];
}

function What({ event: { kind, attempt, error_code, error_message } }: { event: LibraryEvent }) {
  const words = useWords(HISTORY_WORDS);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <LibraryEventBadge kind={kind} />
      {attempt > 1 && <span className="text-xs text-muted">{words.attempt(attempt)}</span>}
      {error_code && <code className="font-mono text-xs text-bad">{error_code}</code>}
      {error_message && (
        // Its first line; all of it by a press, a tap or a key.
        <details className="group min-w-0 basis-full text-xs text-muted">
          <summary className="cursor-pointer truncate group-open:break-words group-open:whitespace-pre-wrap">
            {error_message}
          </summary>
        </details>
      )}
    </span>
  );
}

function Whose({ event: { provisioning_id, name }, isThere }: { event: LibraryEvent; isThere: boolean }) {
  const words = useWords(HISTORY_WORDS);
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0">
        {isThere ? (
          <ProvisioningLink id={provisioning_id} name={name} />
        ) : (
          <>
            <span className="block truncate">{name}</span>
            <span className="block truncate text-xs text-muted">{words.deleted}</span>
          </>
        )}
      </span>
      <Link
        to="/library/history"
        search={{ provisioning_id }}
        aria-label={words.onlyThis(name)}
        title={words.onlyThis(name)}
        className={buttonClass('quiet', true)}
      >
        <ListFilter aria-hidden size={14} />
      </Link>
    </span>
  );
}
