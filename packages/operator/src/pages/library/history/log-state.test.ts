import { expect, test } from '@jest/globals';
import { logState } from './log-state.ts';

const UNTIL = 1_000_000;
const kept = { is: 'kept', until: UNTIL };
const gone = { is: 'gone', since: UNTIL };
const none = { is: 'none' };

test.each([
  ['kept while its time is not over', 'kept', UNTIL - 1, false, kept],
  ['gone from that moment on, though it was told as kept', 'kept', UNTIL, false, gone],
  ['gone once the control plane says so, whatever the browser’s clock says', 'kept', 5, true, gone],
  ['gone where it is told as gone', 'gone', UNTIL + 1, false, gone],
  ['gone where the browser’s clock is far behind', 'gone', 5, false, gone],
  ['none where there was none', 'none', 5, false, none],
  ['none for ever where there was none', 'none', UNTIL * 2, false, none],
] as const)('a log is %s', (_, log, now, refused, state) =>
  expect(logState({ log, log_kept_until: UNTIL }, now, refused)).toEqual(state),
);
