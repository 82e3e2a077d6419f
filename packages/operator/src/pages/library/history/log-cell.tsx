import type { LibraryEvent } from '@prego/contracts';
import { Link, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../i18n/language.tsx';
import { useNowBy } from '../../../live/use-now.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { DownloadLog } from './download-log.tsx';
import { filtersOf } from './history-search.ts';
import { HISTORY_WORDS } from './history-words.ts';
import { logState } from './log-state.ts';
import { useMoment } from './use-moment.ts';

interface LogCellProps {
  event: LibraryEvent;
  /** The control plane has said so. */
  gone: boolean;
  onGone: () => void;
}

/** How often (ms) it is looked whether a log's time is over. */
const LOOK_MS = 60_000;

/** The ways to a log, as long as there is one; else why there is none. */
export function LogCell({ event, gone, onGone }: LogCellProps) {
  const words = useWords(HISTORY_WORDS).log;
  const kinds = useWords(LIBRARY_WORDS).event;
  const moment = useMoment();
  const search = useSearch({ from: '/library/history' });
  const state = logState(event, useNowBy(LOOK_MS), gone);
  if (state.is === 'none')
    return <span className="text-xs text-muted">{event.kind === 'status_deleted' ? '–' : words.none}</span>;
  if (state.is === 'gone') {
    return <span className="text-xs text-muted">{`${words.removedOn} ${moment(state.since)}`}</span>;
  }
  const id = String(event.event_id);
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-1">
        <Link
          to="/library/history"
          search={{ ...filtersOf(search), log: id }}
          resetScroll={false}
          data-log={id}
          aria-label={words.viewOf(event.name, kinds[event.kind])}
          aria-current={search.log === id ? 'true' : undefined}
          className={`${buttonClass()} aria-[current]:bg-accent-soft`}
        >
          {words.view}
        </Link>
        <DownloadLog id={event.event_id} label={words.downloadOf(event.name, kinds[event.kind])} onGone={onGone} />
      </span>
      <span className="text-xs text-muted">{`${words.keptUntil} ${moment(state.until)}`}</span>
    </span>
  );
}
