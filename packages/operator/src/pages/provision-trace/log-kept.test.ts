import { expect, test } from '@jest/globals';
import { LOG_KEPT_DAYS as TOLD } from '@prego/contracts';
import { LOG_KEPT_DAYS, mayGrow, whyNoLog } from './log-kept.ts';
import { anAttempt } from './testing/a-story.ts';

test('a log is kept as long as the control plane keeps it', () => expect(LOG_KEPT_DAYS).toBe(TOLD));

const DAY = 86_400_000;
test.each([
  ['waits for its run', { claimed_at: null }, false, DAY, 'not_begun'],
  ['has only begun', { claimed_at: 5 }, false, DAY, 'nothing_yet'],
  ['ended before it was sent', { ended_at: DAY }, true, 99 * DAY, 'no_run'],
  ['ended lately', { dispatched_at: 5, ended_at: DAY }, true, 16 * DAY, 'never'],
  ['ended longer ago than logs are kept', { dispatched_at: 5, ended_at: DAY }, true, 16 * DAY + 1, 'gone'],
  ['ended, nobody knows when', { dispatched_at: 5, created_at: null }, true, 99 * DAY, 'never'],
] as const)('of an attempt that %s there is no log: %#', (_, more, over, now, why) => {
  expect(whyNoLog(anAttempt(more), over, now)).toBe(why);
});

test('a log is waited for while its attempt goes on, and to its end; one without an end is not', () => {
  expect(mayGrow({ ended_at: null }, false)).toBe(true);
  expect(mayGrow({ ended_at: DAY }, true)).toBe(true);
  expect(mayGrow({ ended_at: null }, true)).toBe(false);
});
