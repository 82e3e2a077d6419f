import { beforeEach, describe, expect, test } from '@jest/globals';
import type { LaunchView } from '@prego/contracts';
import { type Following, followLaunch } from './follow-launch.ts';
import type { LaunchState, Outcome } from './launch-state.ts';

const view = { status: 'preparing', poll_after_s: 3, estimate: null } as unknown as LaunchView;
const READ: Outcome = { kind: 'view', view, etag: '"a"', date: null };

let now: number;
let due: { at: number; act: () => void } | undefined;
/** When it was asked, with which ETag. */
let asked: [at: number, etag: string | null][];
let answers: Outcome[];
let shown: LaunchState[];
let following: Following;

beforeEach(() => {
  [now, due, asked, answers, shown] = [0, undefined, [], [], []];
  following = followLaunch({
    ask: async (etag) => {
      asked.push([now, etag]);
      return answers.shift() ?? READ;
    },
    steadyMs: () => now,
    random: () => 1,
    later: (ms, act) => {
      const mine = { at: now + ms, act };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
    onChange: (state) => shown.push(state),
  });
});

/** Lets the time go on, and everything happen that is due by then. */
async function until(ms: number): Promise<void> {
  while (due && due.at <= ms) {
    const { at, act } = due;
    [now, due] = [at, undefined];
    act();
    // The answer, and what comes of it.
    await new Promise(setImmediate);
  }
  now = ms;
}
const times = () => asked.map(([at]) => at);

describe('following a set-up', () => {
  test('asks at once, then as the answers say, for what has changed only', async () => {
    following.setVisible(true);
    await until(7_000);
    expect(asked).toEqual([
      [0, null],
      [3_000, '"a"'],
      [6_000, '"a"'],
    ]);
    expect(shown).toHaveLength(3);
  });

  test('asks nobody while the page is hidden, and at once when one comes back', async () => {
    await until(10_000);
    expect(asked).toEqual([]);
    following.setVisible(true);
    await until(11_000);
    following.setVisible(false);
    await until(99_000);
    expect(times()).toEqual([10_000]);
    following.setVisible(true);
    await until(99_000);
    expect(times()).toEqual([10_000, 99_000]);
  });

  test('who comes and goes does not make it ask each time', async () => {
    following.setVisible(true);
    await until(500);
    for (const visible of [false, true, false, true, false, true]) following.setVisible(visible);
    await until(2_900);
    expect(times()).toEqual([0]);
  });

  test('keeps to a limit, whoever comes back or presses', async () => {
    answers = [{ kind: 'limited', retryAfterS: 60 }];
    following.setVisible(true);
    await until(10_000);
    following.setVisible(false);
    following.setVisible(true);
    following.askNow();
    await until(59_999);
    expect(times()).toEqual([0]);
    await until(67_000);
    expect(times()).toEqual([0, 66_000]);
  });

  test('does not wait for what is due when it is pressed', async () => {
    answers = [{ kind: 'unreachable' }, { kind: 'unreachable' }];
    following.setVisible(true);
    await until(4_000);
    expect(times()).toEqual([0, 3_000]);
    following.askNow();
    await until(4_000);
    expect(times()).toEqual([0, 3_000, 4_000]);
    expect(shown.at(-1)).toMatchObject({ view, trouble: undefined });
  });

  test('ends when the link is refused, and when it is stopped', async () => {
    answers = [READ, { kind: 'refused', date: null }];
    following.setVisible(true);
    await until(90_000);
    following.askNow();
    await until(99_000);
    expect(times()).toEqual([0, 3_000]);
  });

  test('says nothing more once it is stopped, even if an answer is under way', async () => {
    following.setVisible(true);
    due?.act();
    following.stop();
    await until(60_000);
    expect(asked).toHaveLength(1);
    expect(shown).toEqual([]);
  });
});
