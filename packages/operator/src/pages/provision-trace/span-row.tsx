import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { duration } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { SpanDetail } from './span-detail.tsx';
import { spanName } from './span-name.ts';
import { STEPS_WORDS } from './steps-words.ts';
import { TELLER_FILL } from './teller.ts';
import { ROW_GRID } from './time-scale.tsx';
import { barOf, type Span, type Waterfall } from './waterfall.ts';

interface SpanRowProps {
  span: Span;
  whole: Waterfall;
  /** The attempt is. */
  over: boolean;
  now: number;
  open: boolean;
  onPress: () => void;
}

/** A row of the waterfall: a button with its bar, and what is known of it below once it was pressed. */
export function SpanRow({ span, whole, over, now, open, onPress }: SpanRowProps) {
  const words = useWords(STEPS_WORDS);
  const { language } = useLanguage();
  const id = useId();
  const name = spanName(span, language, words.time);
  const took = duration(span.to - span.from, language);
  const at = `+${duration(span.from - whole.from, language)}`;
  const isPoint = span.to === span.from;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={onPress}
        className={classes(
          ROW_GRID,
          'min-h-[24px] w-full py-1 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2',
          open && 'bg-sunken',
        )}
      >
        <span className={classes('flex min-w-0 items-center gap-1', span.kind === 'finer' && 'pl-4 text-xs/4')}>
          <ChevronRight
            aria-hidden
            size={12}
            className={classes('shrink-0 text-muted transition-transform', open && 'rotate-90')}
          />
          <span
            className={classes('truncate pr-0.5', (span.kind === 'gap' || span.kind === 'wait') && 'text-muted italic')}
          >
            {name}
          </span>
          <span className="sr-only">
            {isPoint ? words.time.point(words.state[span.state]) : words.time.row(words.state[span.state], at)}
          </span>
        </span>
        <Bar span={span} whole={whole} />
        <span className="text-right text-xs whitespace-nowrap text-muted tabular max-sm:col-start-2 max-sm:row-start-1">
          {isPoint ? at : took}
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open && <SpanDetail span={span} whole={whole} over={over} now={now} />}
      </div>
    </>
  );
}

function Bar({ span, whole }: { span: Span; whole: Waterfall }) {
  const { left, width } = barOf(span, whole);
  const isPoint = span.to === span.from;
  return (
    <span aria-hidden className="relative h-4 max-sm:col-span-2">
      <span
        className={classes(
          'absolute top-1/2 -translate-y-1/2',
          isPoint ? 'size-2 -translate-x-1/2 rotate-45' : sizeOf(span),
          span.open && 'animate-pulse',
          lookOf(span),
        )}
        style={isPoint ? { left: `${left}%` } : { left: `${left}%`, width: `${width}%` }}
      />
    </span>
  );
}

function sizeOf({ kind }: Span): string {
  if (kind === 'gap') return 'h-0';
  return classes('min-w-0.5 rounded-sm', kind === 'finer' ? 'h-1.5' : 'h-2.5');
}

function lookOf({ kind, state, by, assumed }: Span): string {
  if (kind === 'gap') return 'border-t-2 border-dotted border-line-strong';
  if (state === 'failed') return 'bg-bad';
  const fill = by ? TELLER_FILL[by] : 'bg-idle';
  if (state === 'stopped' || assumed) return `${fill} opacity-50`;
  return kind === 'wait' ? `${fill} opacity-60` : fill;
}
