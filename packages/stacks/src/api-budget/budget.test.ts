import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pause, readBudget, refillMs, waitAfterRefusal } from './budget.ts';

const limit = fc.integer({ min: 1, max: 100_000 });
const budgets = limit.chain((of) => fc.tuple(fc.constant(of), fc.nat({ max: of }), fc.nat({ max: of })));
const ms = fc.nat({ max: 10_000_000 });

describe('the pause between two requests', () => {
  test('is never negative, and never longer than three requests take to come back', () => {
    fc.assert(
      fc.property(budgets, ms, ms, ([of, remaining], seenAt, now) => {
        const paused = pause({ limit: of, remaining, seenAt }, now);
        expect(paused).toBeGreaterThanOrEqual(0);
        expect(paused).toBeLessThanOrEqual(3 * refillMs({ limit: of }));
      }),
    );
  });

  test('is the shorter the more is left', () => {
    fc.assert(
      fc.property(budgets, ms, ([of, one, other], now) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const paused = (remaining: number) => pause({ limit: of, remaining, seenAt: 0 }, now);
        expect(paused(more)).toBeLessThanOrEqual(paused(less));
      }),
    );
  });

  test('grows shorter with time, as requests come back', () => {
    fc.assert(
      fc.property(budgets, ms, ms, ([of, remaining], one, other) => {
        const paused = (now: number) => pause({ limit: of, remaining, seenAt: 0 }, now);
        expect(paused(Math.max(one, other))).toBeLessThanOrEqual(paused(Math.min(one, other)));
      }),
    );
  });

  test.each([
    [3_600, 0],
    [360, 0],
    [240, 1_000],
    [120, 2_000],
    [0, 3_000],
  ])('with %d of 3,600 left it is %d ms', (remaining, expected) => {
    expect(pause({ limit: 3_600, remaining, seenAt: 0 }, 0)).toBeCloseTo(expected);
  });

  test('a run alone never empties the bucket, from wherever it starts', () => {
    fc.assert(
      fc.property(budgets, ([of, start]) => {
        const refill = refillMs({ limit: of });
        let [remaining, now] = [start, 0];
        for (let request = 0; request < 2_000; request++) {
          const rest = pause({ limit: of, remaining: Math.floor(remaining), seenAt: now }, now);
          now += rest;
          remaining = Math.min(of, remaining + rest / refill) - 1;
          // What it starts with may be less than one request.
          expect(remaining).toBeGreaterThanOrEqual(Math.min(start, 1) - 1);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the wait after a refusal', () => {
  test('is at least until one request is back, longer each time, and bounded', () => {
    fc.assert(
      fc.property(
        limit,
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, times, chance) => {
          const wait = (n: number) => waitAfterRefusal({ limit: of }, n, chance);
          expect(wait(times)).toBeGreaterThanOrEqual(refillMs({ limit: of }));
          expect(wait(times + 1)).toBeGreaterThanOrEqual(wait(times));
          expect(wait(times)).toBeLessThanOrEqual(64 * refillMs({ limit: of }));
        },
      ),
    );
  });

  test('differs from run to run', () => {
    expect(waitAfterRefusal({ limit: 3_600 }, 1, 0)).toBe(1_000);
    expect(waitAfterRefusal({ limit: 3_600 }, 1, 1)).toBe(2_000);
  });
});

test.each([
  [
    { 'ratelimit-limit': '3600', 'ratelimit-remaining': '0' },
    { limit: 3_600, remaining: 0, seenAt: 7 },
  ],
  [{ 'ratelimit-limit': '3600' }, undefined],
  [{ 'ratelimit-limit': '0', 'ratelimit-remaining': '0' }, undefined],
  [{ 'ratelimit-limit': 'many', 'ratelimit-remaining': '1' }, undefined],
  [{}, undefined],
])('of the headers %j the budget is %j', (headers, expected) => {
  expect(readBudget(headers, 7)).toEqual(expected);
});
