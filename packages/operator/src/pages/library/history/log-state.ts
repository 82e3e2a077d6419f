import type { LibraryEvent } from '@prego/contracts';

/** Whether an event's log can be had. */
export type LogState =
  /** It is kept until then (ms since 1970). */
  | { readonly is: 'kept'; readonly until: number }
  /** It was removed then. */
  | { readonly is: 'gone'; readonly since: number }
  /** No run has begun that could have written one, or what has happened is no run. */
  | { readonly is: 'none' };

type Told = Pick<LibraryEvent, 'log' | 'log_kept_until'>;

/** As of `now`, which may be long after it was told; `refused`: the control plane has said since that it is gone. */
export function logState({ log, log_kept_until }: Told, now: number, refused = false): LogState {
  if (log === 'none') return { is: 'none' };
  const isKept = log === 'kept' && !refused && now < log_kept_until;
  return isKept ? { is: 'kept', until: log_kept_until } : { is: 'gone', since: log_kept_until };
}
