import { Check, Circle, LoaderCircle, Minus, X } from 'lucide-react';
import { useId } from 'react';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { classes } from '../ui/classes.ts';
import { LAUNCH_WORDS } from './launch-words.ts';
import { type Line, labelOf } from './shown-view.ts';

const SIGNS = {
  pending: { icon: Circle, tone: 'text-line-strong' },
  started: { icon: LoaderCircle, tone: 'animate-spin text-info' },
  done: { icon: Check, tone: 'text-ok' },
  skipped: { icon: Minus, tone: 'text-idle' },
  failed: { icon: X, tone: 'text-bad' },
} as const;

/** The ten lines, each with a sign and a word. */
export function LaunchLines({ lines, done }: { lines: readonly Line[]; done: number }) {
  const words = useWords(LAUNCH_WORDS);
  const title = useId();
  return (
    <section aria-labelledby={title} className="rounded-2xl border border-line bg-surface print:break-inside-avoid">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-5 py-3">
        <h2 id={title} className="font-semibold">
          {words.steps}
        </h2>
        <p className="tabular text-sm text-muted">{words.done(done)}</p>
      </div>
      <ol className="py-2">
        {lines.map((line) => (
          <LineRow key={line.step} line={line} />
        ))}
      </ol>
    </section>
  );
}

function LineRow({ line }: { line: Line }) {
  const { state, current, step } = line;
  const { language } = useLanguage();
  const words = useWords(LAUNCH_WORDS);
  const { icon: Icon, tone } = SIGNS[state];
  const word = current && state === 'pending' ? words.next : words.state[state];
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className={classes('flex items-center gap-3 px-5 py-1.5', current && 'bg-info-soft')}
    >
      <Icon aria-hidden size={18} strokeWidth={2.25} className={classes('shrink-0', tone)} />
      <span className="tabular w-5 shrink-0 text-right text-sm text-muted">{step}</span>
      <span className={classes('flex-1', current && 'font-semibold', state === 'pending' && !current && 'text-muted')}>
        {labelOf(line, language)}
      </span>
      <span className={classes('text-sm', state === 'failed' ? 'font-semibold text-bad' : 'text-muted')}>{word}</span>
    </li>
  );
}
