import { describe, expect, test } from '@jest/globals';
import type { LaunchView } from '@prego/contracts';
import fc from 'fast-check';
import { afterOutcome, type LaunchState, NOTHING_YET, type Outcome, waitMs } from './launch-state.ts';
import { timeOf } from './server-clock.ts';

const DATE = 'Sat, 21 Nov 2026 13:00:00 GMT';
const estimate = { started_at: Date.UTC(2026, 10, 21, 12, 59), typical_s: 60, slow_s: 90, runs: 5 };
const view = { status: 'preparing', poll_after_s: 3, estimate } as LaunchView;
const read = (date: string | null = DATE): Outcome => ({ kind: 'view', view, etag: '"a"', date });

const after = (...outcomes: Outcome[]): LaunchState =>
  outcomes.reduce((state, outcome, index) => afterOutcome(state, outcome, 1000 * (index + 1)), NOTHING_YET);

describe('what is known', () => {
  test('is what was read, until something else is', () => {
    expect(after(read())).toMatchObject({ view, etag: '"a"', readAt: 1000 });
    expect(after(read(), { kind: 'same', date: DATE })).toMatchObject({ view, etag: '"a"', readAt: 2000 });
  });

  test.each(['trouble', 'unreachable'] as const)('stays in sight while there is %s, and gets old', (kind) => {
    const state = after(read(), { kind }, { kind });
    expect(state).toMatchObject({ view, readAt: 1000, trouble: kind, failures: 2 });
    expect(afterOutcome(state, { kind: 'same', date: null }, 9000)).toMatchObject({
      ...{ view, readAt: 9000, trouble: undefined, failures: 0 },
    });
  });

  test('is nothing once the link is refused: whoever sees it now may not be whom it was for', () => {
    expect(after(read(), { kind: 'refused', date: DATE })).toMatchObject({
      refused: true,
      view: undefined,
      etag: null,
    });
  });

  test('the time is that of the answers', () => {
    const { clock } = after(read());
    expect(clock && timeOf(clock, 31_000)).toBe(Date.parse(DATE) + 30_000);
  });

  test('without a time in the answers the set-up counts from the first one', () => {
    const { clock } = after(read(null), read(null), { kind: 'same', date: null });
    expect(clock && timeOf(clock, 11_000)).toBe(estimate.started_at + 10_000);
  });
});

describe('when it is asked again', () => {
  test('as the answer says', () => {
    expect(waitMs(after(read()), 0.5)).toBe(3000);
    expect(waitMs(after({ ...read(), view: { ...view, poll_after_s: 3600 } } as Outcome), 0.5)).toBe(3_600_000);
  });

  test('ever later while nobody answers, a minute at most', () => {
    const gone: Outcome = { kind: 'unreachable' };
    const waits = [1, 2, 3, 4, 5, 6, 50].map((times) => waitMs(after(...Array<Outcome>(times).fill(gone)), 1));
    expect(waits).toEqual([3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000]);
  });

  test('at once as before when it is back', () => {
    expect(waitMs(after({ kind: 'trouble' }, { kind: 'trouble' }, read()), 0)).toBe(3000);
  });

  test('never once the link is refused', () => {
    expect(waitMs(after({ kind: 'refused', date: null }), 0)).toBeNull();
  });

  test('not before a limit says so, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(86_400), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (s, random) => {
          const wait = waitMs(after(read(), { kind: 'limited', retryAfterS: s }), random) ?? 0;
          expect(wait).toBeGreaterThanOrEqual(s === undefined ? 60_000 : s * 1000);
          expect(wait).toBeGreaterThanOrEqual(3000);
        },
      ),
    );
  });

  test('never without a pause, whatever has come before', () => {
    const kinds = fc.constantFrom<Outcome>(
      ...[{ ...read(), view: { ...view, poll_after_s: 0 } } as Outcome, { kind: 'same', date: null } as const],
      ...([{ kind: 'trouble' }, { kind: 'unreachable' }, { kind: 'limited', retryAfterS: 0 }] as const),
    );
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 2000 }), (outcomes) => {
        expect(waitMs(after(...outcomes), 0)).toBeGreaterThanOrEqual(1000);
      }),
    );
  });
});
