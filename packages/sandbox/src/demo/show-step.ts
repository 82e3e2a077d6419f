import { styleText } from 'node:util';
import { duration } from '../../../../bootstrap/progress.mjs';
import type { EndedStep } from './follow-job.ts';

const MARKS = { done: styleText('green', '✓'), skipped: '–', failed: styleText('red', '✗') } as const;
/** What is done faster than this shows no time. */
const WORTH_A_TIME_MS = 50;

/** One of the ten steps, with what it took or why it was not done. */
export function lineOf({ state, label, duration_ms, skip_reason, error_code, error_message }: EndedStep): string {
  const took = duration_ms !== null && duration_ms >= WORTH_A_TIME_MS ? duration(duration_ms) : '';
  const why =
    state === 'skipped' ? `skipped: ${skip_reason}` : state === 'failed' ? `${error_code}: ${error_message}` : took;
  return `${MARKS[state]} ${label}${why && styleText('dim', `  ${why}`)}`;
}
