import { CLOUD_FAILURES } from './cloud-failures.ts';
import { ENGINE_FAILURES } from './engine-failures.ts';
import { StackError } from './errors.ts';
import { lockError, parseLocks } from './stack-lock.ts';

const KNOWN = [...ENGINE_FAILURES, ...CLOUD_FAILURES];

/**
 * The error of a failed run: from the error messages that the engine reported, and from what it printed.
 * `update_failed` where nothing is known of it. Locks count as live: who holds them is not looked at here.
 */
export function classifyFailure(errors: readonly string[], printed: string): StackError {
  const text = [...errors, printed].join('\n');
  const locks = parseLocks(text);
  if (locks.length > 0) return lockError(locks, [], text);
  for (const { pattern, code, what, remedy } of KNOWN) {
    const match = pattern.exec(text);
    if (match) return new StackError(code, sentence(what(match)), remedy, text);
  }
  const reason = errors[0] ?? (printed.trim().split('\n')[0] || 'the engine said nothing');
  return new StackError(
    'update_failed',
    sentence(`The update failed: ${reason}.`),
    'Read the detail, then run it again.',
    text,
  );
}

/** The engine's own texts may end in a full stop already. */
const sentence = (text: string): string => text.replace(/[.:\s]+$/, '.');
