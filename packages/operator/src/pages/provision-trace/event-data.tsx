import type { TraceEventRow } from '@prego/contracts';
import { useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { STEPS_WORDS } from './steps-words.ts';

interface EventDataProps {
  event: TraceEventRow;
  /** Whoever holds whether it is unfolded: a row of a table is gone while it is out of sight. */
  folded?: { readonly open: boolean; readonly onToggle: () => void };
}

/** An event's data: a line of it, unfolded as JSON, to be copied. */
export function EventData({ event, folded }: EventDataProps) {
  const words = useWords(STEPS_WORDS).events;
  const [own, setOwn] = useState(false);
  const open = folded?.open ?? own;
  if (Object.keys(event.data).length === 0) return <span className="text-muted">{words.noData}</span>;
  return (
    <div className="min-w-0 flex-1 basis-40">
      <span className="flex min-w-0 items-center gap-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={folded?.onToggle ?? (() => setOwn(!own))}
          className="min-w-0 truncate rounded text-left font-mono text-xs text-muted hover:text-ink"
        >
          <span className="sr-only">{`${words.open(event.stage)}: `}</span>
          {open ? '{…}' : JSON.stringify(event.data)}
        </button>
        {open && <CopyButton text={JSON.stringify(event.data, null, 2)} what={words.json} />}
      </span>
      {open && (
        <pre className="mt-1 overflow-x-auto rounded bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
          {JSON.stringify(event.data, null, 2)}
        </pre>
      )}
    </div>
  );
}
