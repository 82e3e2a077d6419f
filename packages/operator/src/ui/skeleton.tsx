import { useWords } from '../i18n/language.tsx';
import { UI_WORDS } from './ui-words.ts';

const WIDTHS = ['92%', '74%', '83%', '61%', '88%', '70%'];

/** Stands for what is not there yet, in about its size. */
export function Skeleton({ what, lines = 3 }: { what: string; lines?: number }) {
  const words = useWords(UI_WORDS);
  return (
    <div role="status" className="space-y-3 p-4">
      <span className="sr-only">{`${words.loading}: ${what}`}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
          key={line}
          aria-hidden
          className="h-4 animate-pulse rounded bg-sunken"
          style={{ width: WIDTHS[line % WIDTHS.length] }}
        />
      ))}
    </div>
  );
}
