import type { LibraryEvent } from '@prego/contracts';
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useAnnounced } from '../../../ui/use-announced.ts';
import { isGone } from '../../provision-trace/log-gone.ts';
import { linesOf } from '../../provision-trace/log-text.ts';
import { LogView } from '../../provision-trace/log-view.tsx';
import { DownloadLog } from './download-log.tsx';
import { HISTORY_WORDS } from './history-words.ts';
import { useEventLog } from './use-event-log.ts';
import { useMoment } from './use-moment.ts';

interface LogPanelProps {
  id: number;
  /** Where it is among the events that are shown. */
  event: LibraryEvent | undefined;
  query: string;
  onQuery: (query: string) => void;
  onClose: () => void;
  onGone: (id: number) => void;
}

/** An event's log, read as it comes, with what is looked for in it. */
export function EventLogPanel({ id, event, query, onQuery, onClose, onGone }: LogPanelProps) {
  const words = useWords(HISTORY_WORDS).log;
  const kinds = useWords(LIBRARY_WORDS).event;
  const { language } = useLanguage();
  const moment = useMoment();
  const { log, isReading, error, readAgain } = useEventLog(id);
  const lines = useMemo(() => linesOf(log), [log]);
  const gone = isGone(error);
  const told = useRef(onGone);
  told.current = onGone;
  useEffect(() => {
    if (gone) told.current(id);
  }, [gone, id]);
  const shown = count(lines.length, language);
  useAnnounced(gone ? words.removed : isReading || error ? undefined : words.readTo(lines.length, shown));
  const box = useRef<HTMLDivElement>(null);
  // It opens above the row that was pressed.
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const until = event && `${words.keptUntil} ${moment(event.log_kept_until)}`;
  return (
    <div ref={box} tabIndex={-1} className="rounded-lg">
      <Panel
        title={event ? words.titleOf(event.name, kinds[event.kind]) : words.title}
        aside={
          !gone &&
          [lines.length > 0 && words.lines(lines.length, shown), isReading && words.reading, until]
            .filter(Boolean)
            .join(' · ')
        }
        actions={
          <>
            {!gone && (
              <>
                <Button busy={isReading} onClick={readAgain}>
                  {words.again}
                </Button>
                <DownloadLog id={id} label={words.download} onGone={() => onGone(id)} />
              </>
            )}
            <Button square look="quiet" aria-label={words.close} title={words.close} onClick={onClose}>
              <X aria-hidden size={14} />
            </Button>
          </>
        }
        flush
      >
        {error && !gone && <FailureNote what={words.what} error={error} stale={lines.length > 0} onRetry={readAgain} />}
        {gone ? (
          <Empty>
            <p>{event ? `${words.removedOn} ${moment(event.log_kept_until)}` : error?.message}</p>
            <p>{words.kept}</p>
          </Empty>
        ) : lines.length > 0 ? (
          <LogView key={id} lines={lines} query={query} onQuery={onQuery} growing={false} />
        ) : isReading ? (
          <Skeleton what={words.what} lines={6} />
        ) : (
          !error && <Empty>{words.empty}</Empty>
        )}
      </Panel>
    </div>
  );
}
