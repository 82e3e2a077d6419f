import { count } from '../../i18n/format.ts';
import { type Language, useLanguage, useWords } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import type { Headroom } from './headroom.ts';

/** The reserve that placement keeps for spikes is the last tenth of what a node may use (placement-core's README). */
const RESERVE = 0.1;

/** One limit of a node: a bar that ends at the limit. Its words say all that the bar shows; `unknown` is said where nothing is known. */
export function HeadroomBar({ of, unknown }: { of: Headroom; unknown: string }) {
  const words = useWords(CANDIDATE_WORDS);
  const { language } = useLanguage();
  const { name, used, limit, room, left, binds } = of;
  const toGo = () => {
    if (left === null) return '';
    if (left === 0) return words.atLimit;
    return left > 0 ? words.left(figure(left, language)) : words.over(figure(-left, language));
  };
  const ofLimit = name === 'seats' ? words.usedSeats : words.usedPercent;
  return (
    <div className="flex min-w-0 flex-col justify-end">
      <p className="flex flex-wrap justify-between gap-x-2 text-xs tabular">
        <span>
          <span className="text-muted">{words[name]}</span>{' '}
          {used === null ? unknown : ofLimit(figure(used, language), figure(limit, language))}
        </span>
        <span className={classes('whitespace-nowrap', binds && 'font-semibold')}>
          {toGo()}
          {binds && ` · ${words.binds}`}
        </span>
      </p>
      <div
        aria-hidden
        className={classes(
          'mt-1 h-2 overflow-hidden rounded-sm border bg-sunken',
          binds ? 'border-ink' : 'border-line-strong',
          room === null && 'border-dashed',
        )}
      >
        {room !== null && (
          <div
            className={classes('h-full', room === 0 ? 'bg-bad' : room < RESERVE ? 'bg-warn' : 'bg-accent')}
            style={{ width: `${(1 - room) * 100}%` }}
          />
        )}
      </div>
    </div>
  );
}

/** A tenth is as exact as anyone needs it; below that it is still not nothing. */
const figure = (value: number, language: Language): string =>
  value > 0 && value < 0.05 ? '< 0.1' : count(Math.round(value * 10) / 10, language);
