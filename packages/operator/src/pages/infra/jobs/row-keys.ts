import { type KeyPress, letterOf } from '../../../ui/letter-of.ts';

/** What a key does to the job whose row has the focus; keys-help.tsx tells it. */
export type RowKey = 'open' | 'trace' | 'job' | 'pick' | 'retry' | 'cancel';

const LETTERS: Readonly<Record<string, RowKey>> = { c: 'trace', j: 'job', r: 'retry', x: 'cancel' };

interface Press extends KeyPress {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Undefined for what is the browser's, such as Ctrl C. */
export function rowKeyOf(press: Press): RowKey | undefined {
  const { key, ctrlKey, metaKey, altKey } = press;
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === 'Enter') return 'open';
  if (key === ' ') return 'pick';
  return LETTERS[letterOf(press)];
}
