import { useWords } from '../../../i18n/language.tsx';
import { KEYS_WORDS } from './keys-words.ts';

const KEYS = [
  ['↑ ↓', 'move'],
  ['Home End', 'ends'],
  ['Enter', 'open'],
  ['C', 'trace'],
  ['J', 'job'],
  ['Space', 'pick'],
  ['R', 'retry'],
  ['X', 'cancel'],
] as const;

/** What the keys do while a row has the focus. */
export function KeysHelp() {
  const words = useWords(KEYS_WORDS);
  return (
    <details className="text-xs text-muted">
      <summary className="w-fit rounded px-1">{words.title}</summary>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[repeat(2,max-content_minmax(0,1fr))]">
        {KEYS.map(([keys, name]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt>
              <kbd className="rounded border border-line px-1.5 font-mono">{keys}</kbd>
            </dt>
            <dd>{words.what[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
