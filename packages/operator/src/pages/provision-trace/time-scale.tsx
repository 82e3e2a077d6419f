import { useDuration } from '../../i18n/use-duration.ts';
import { ticksOf } from './waterfall.ts';

/** The grid that every row of the waterfall shares: its name, its bar, how long it took. */
export const ROW_GRID =
  'grid grid-cols-[minmax(0,1fr)_4.75rem] sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)_5.5rem] items-center gap-x-3 px-4';

/** Time since the beginning, at round marks. The rows say theirs in words. */
export function TimeScale({ length }: { length: number }) {
  const duration = useDuration();
  return (
    <div aria-hidden className={`${ROW_GRID} pt-2 text-[0.7rem] text-muted tabular`}>
      <span className="hidden sm:block" />
      <div className="relative col-span-2 h-5 border-b border-line sm:col-span-1">
        {ticksOf(length).map((tick) => {
          const left = length > 0 ? (tick / length) * 100 : 0;
          return (
            <span
              key={tick}
              className={`absolute top-0 whitespace-nowrap ${left > 82 ? '-translate-x-full' : ''}`}
              style={{ left: `${left}%` }}
            >
              {tick === 0 ? '0' : `+${duration(tick)}`}
            </span>
          );
        })}
      </div>
    </div>
  );
}
