import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { type Hit, pieces } from './log-search.ts';
import { LOG_WORDS } from './log-words.ts';

interface LogLinesProps {
  lines: readonly string[];
  hits: readonly Hit[];
  /** Is brought into view. */
  current: Hit | null;
  /** The end is kept in view. */
  follow: boolean;
  /** Somebody has scrolled up. */
  onAway: () => void;
}

/** Pixels. */
const LINE = 20;
/** Lines that go wrong stand out: the engine begins them so, the action ends them so (its stack-events.ts). */
const BAD_LINE = /^(error|warning):| failed( after|$)/;

/** The lines of which only those in view are drawn. */
export function LogLines({ lines, hits, current, follow, onAway }: LogLinesProps) {
  const words = useWords(LOG_WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  });
  const byLine = useMemo(() => Map.groupBy(hits, ({ line }) => line), [hits]);
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, lines.length, virtual]);
  useEffect(() => {
    if (current) virtual.scrollToIndex(current.line, { align: 'center' });
  }, [current, virtual]);
  return (
    <section
      ref={scroller}
      aria-label={words.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onWheel={({ deltaY }) => deltaY < 0 && onAway()}
      onTouchMove={onAway}
      onKeyDown={({ key }) => (key === 'ArrowUp' || key === 'PageUp' || key === 'Home') && onAway()}
      className="max-h-[32rem] overflow-auto bg-sunken py-2 focus-visible:-outline-offset-2"
    >
      <ol className="relative font-mono text-xs/5" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index] ?? '';
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 top-0 flex min-h-5 gap-3 px-4"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span aria-hidden className="w-10 shrink-0 text-right text-muted tabular select-none">
                {item.index + 1}
              </span>
              <span className={classes('min-w-0 whitespace-pre-wrap', BAD_LINE.test(line) && 'text-bad')}>
                <Marked line={line} hits={byLine.get(item.index) ?? []} current={current} />
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Marked({ line, hits, current }: { line: string; hits: readonly Hit[]; current: Hit | null }) {
  if (hits.length === 0) return line;
  return pieces(line, hits).map(({ text, hit }, index) =>
    hit ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and no state
        key={index}
        aria-current={hit === current || undefined}
        className={classes(
          'rounded-xs text-ink',
          hit === current ? 'bg-accent-soft outline-2 outline-accent' : 'bg-warn-soft',
        )}
      >
        {text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
