import { Braces } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { localTime, utcTime } from '../i18n/format.ts';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { useClock } from '../i18n/use-clock.ts';
import { useDuration } from '../i18n/use-duration.ts';
import { classes } from '../ui/classes.ts';
import { TONE_FILL } from '../ui/tone.ts';
import { toneOf } from './row-text.ts';
import type { TimelineRow } from './timeline-row.ts';
import { TIMELINE_WORDS } from './timeline-words.ts';

interface TimelineLineProps {
  row: TimelineRow;
  /** Milliseconds since the row that happened before it. */
  gap: number | undefined;
  children: ReactNode;
}

/** Shorter ones would all be `+0.0 s`. */
const LEAST_GAP_MS = 50;

/** A row of the story: when, how long after the one before, from where, what; its raw data on a press. */
export function TimelineLine({ row, gap, children }: TimelineLineProps) {
  const words = useWords(TIMELINE_WORDS);
  const duration = useDuration();
  const clockTime = useClock();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { attempt, job_id } = row;
  return (
    <li className="border-b border-line/60 px-4 py-1.5 last:border-b-0 hover:bg-sunken/60">
      <div className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3 gap-y-0.5 sm:grid-cols-[6.5rem_5rem_5rem_minmax(0,1fr)_auto]">
        <Moment at={row.at} />
        <span
          title={gap === undefined ? undefined : words.gap(duration(gap))}
          className="hidden text-right text-xs whitespace-nowrap leading-6 text-muted tabular sm:block"
        >
          {gap !== undefined && gap >= LEAST_GAP_MS && `+${duration(gap)}`}
        </span>
        <span className="flex items-center gap-1.5 text-xs leading-6 text-muted">
          <span aria-hidden className={classes('size-2 shrink-0 rounded-full', TONE_FILL[toneOf(row)])} />
          {words.kind[row.kind]}
        </span>
        <div className="col-span-3 row-start-2 min-w-0 text-sm leading-6 sm:col-span-1 sm:row-start-auto">
          {children}
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          aria-label={words.data(`${words.kind[row.kind]} ${clockTime(row.at)}`)}
          onClick={() => setOpen(!open)}
          className="col-start-3 row-start-1 inline-flex size-6 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink sm:col-start-5"
        >
          <Braces aria-hidden size={13} />
        </button>
      </div>
      <pre id={id} hidden={!open} className="mt-1 overflow-x-auto rounded bg-sunken p-3 font-mono text-xs">
        {open && JSON.stringify({ ...row.of, ...(job_id && { job_id }), ...(attempt && { attempt }) }, null, 2)}
      </pre>
    </li>
  );
}

/** To the millisecond, as rows of one second are told apart by it. It stands still: a story of hundreds of rows does not tick. */
function Moment({ at }: { at: number }) {
  const { language } = useLanguage();
  const clockTime = useClock(true);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${localTime(at, language)} · ${utcTime(at, language)}`}
      className="font-mono text-xs leading-6 text-muted tabular"
    >
      {clockTime(at)}
    </time>
  );
}
