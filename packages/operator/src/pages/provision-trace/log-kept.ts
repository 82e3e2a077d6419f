import type { Attempt } from './story.ts';

/** Days that a log is kept: contracts' LOG_KEPT_DAYS, whose file would bring zod along; a test holds the two together. */
export const LOG_KEPT_DAYS = 15;
const DAY_MS = 86_400_000;

/** Why there is no line of a log. `now` in ms since 1970. */
export type NoLog = 'not_begun' | 'nothing_yet' | 'no_run' | 'gone' | 'never';

export function whyNoLog(attempt: Attempt, over: boolean, now: number): NoLog {
  if (!over) return attempt.claimed_at === null ? 'not_begun' : 'nothing_yet';
  if (attempt.dispatched_at === null) return 'no_run';
  const last = attempt.ended_at ?? attempt.heard_at ?? attempt.created_at;
  return last !== null && now - last > LOG_KEPT_DAYS * DAY_MS ? 'gone' : 'never';
}

/**
 * Whether there is an end of the log to wait for. An attempt that was over before it had a row has none, and the control
 * plane never says of its log that it has ended.
 */
export const mayGrow = ({ ended_at }: Pick<Attempt, 'ended_at'>, over: boolean): boolean => !over || ended_at !== null;
