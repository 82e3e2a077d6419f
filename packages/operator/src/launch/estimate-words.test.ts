import { describe, expect, test } from '@jest/globals';
import type { LaunchEstimate } from '@prego/contracts';
import fc from 'fast-check';
import { elapsedOf, estimateWords, type Span, secondsOf, spanOf } from './estimate-words.ts';

const TWO_TO_FOUR: LaunchEstimate = { started_at: 0, typical_s: 118, slow_s: 232, runs: 37 };
const BASIS = 'Usually ready in about 2 minutes; 9 of 10 within 4. From 37 set-ups.';

describe('what a customer is told', () => {
  test.each([
    [0, 'About 2 minutes to go', BASIS],
    [60, 'About 1 minute to go', BASIS],
    [117, 'About 10 seconds to go', BASIS],
    [118, 'A little more time is normal', BASIS],
    [239, 'A little more time is normal', BASIS],
  ])('after %i s: %s', (elapsed, headline, detail) => {
    expect(estimateWords(TWO_TO_FOUR, elapsed, 'en')).toEqual({ headline, detail, late: false });
  });

  test('after nine in ten were ready: that it takes longer than usual, and who can help', () => {
    const { headline, detail, late } = estimateWords(TWO_TO_FOUR, 240, 'en');
    expect({ headline, late }).toEqual({ headline: 'This takes longer than usual', late: true });
    expect(detail).toContain('Support can look into it');
    expect(detail).toContain(BASIS);
  });

  test('without past runs: that it is not known', () => {
    expect(estimateWords(null, 5, 'en')).toMatchObject({ headline: expect.stringContaining('yet'), late: false });
  });

  test('in Korean', () => {
    expect(estimateWords(TWO_TO_FOUR, 20, 'ko')).toEqual({
      headline: '약 1분 30초 남았습니다',
      detail: '보통 약 2분 만에 준비되며, 10건 중 9건은 4분 안에 끝납니다. 지난 37건 기준입니다.',
      late: false,
    });
  });

  test('both units where they differ', () => {
    const estimate = { ...TWO_TO_FOUR, typical_s: 31, slow_s: 61 };
    expect(estimateWords(estimate, 0, 'en').detail).toMatch(/about 30 seconds; 9 of 10 within 1½ minutes\./);
  });
});

test.each<[number, 'near' | 'up', Span]>([
  [0, 'near', { count: 10, unit: 'second' }],
  [41, 'up', { count: 50, unit: 'second' }],
  [58, 'near', { count: 1, unit: 'minute' }],
  [61, 'up', { count: 1.5, unit: 'minute' }],
  [125, 'near', { count: 2, unit: 'minute' }],
  [301, 'up', { count: 6, unit: 'minute' }],
  [3_700, 'near', { count: 60, unit: 'minute' }],
  [9_001, 'up', { count: 3, unit: 'hour' }],
])('%i s, rounded %s, is %j', (seconds, round, span) => {
  expect(spanOf(seconds, round)).toEqual(span);
});

const seconds = fc.oneof(fc.nat(900), fc.nat(100_000));

describe('rounding', () => {
  test('"within" never promises less time than there is to be', () => {
    fc.assert(fc.property(seconds, (s) => expect(secondsOf(spanOf(s, 'up'))).toBeGreaterThanOrEqual(s)));
  });

  test('"about" is off by a quarter at most', () => {
    fc.assert(
      fc.property(
        seconds.filter((s) => s >= 10),
        (s) => expect(Math.abs(secondsOf(spanOf(s, 'near')) - s)).toBeLessThanOrEqual(s / 4 + 5),
      ),
    );
  });

  test('a longer time is never said to be shorter', () => {
    fc.assert(
      fc.property(seconds, seconds, fc.constantFrom('near' as const, 'up' as const), (a, b, round) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(secondsOf(spanOf(less, round))).toBeLessThanOrEqual(secondsOf(spanOf(more, round)));
      }),
    );
  });
});

describe('for any past runs, as time goes on', () => {
  const estimate: fc.Arbitrary<LaunchEstimate> = fc
    .record({ typical_s: fc.nat(8_000), more: fc.nat(20_000), runs: fc.integer({ min: 5, max: 200 }) })
    .map(({ typical_s, more, runs }) => ({ started_at: 0, typical_s, slow_s: typical_s + more, runs }));

  /** What it promises: seconds that are left, 0 where it promises none any more, less once it is late. */
  function promised(words: ReturnType<typeof estimateWords>): number {
    const [, count, unit] = /^About (\S+) (second|minute|hour)s? to go$/.exec(words.headline) ?? [];
    if (count === undefined) return words.late ? -1 : 0;
    const whole = Number(count.replace('½', '')) + (count.includes('½') ? 0.5 : 0);
    return secondsOf({ count: whole, unit: unit as Span['unit'] });
  }

  test('it never promises nothing or less, and never jumps back', () => {
    fc.assert(
      fc.property(estimate, fc.array(fc.nat(30_000), { minLength: 2 }), (past, times) => {
        const said = times.toSorted((a, b) => a - b).map((elapsed) => estimateWords(past, elapsed, 'en'));
        for (const { headline } of said) expect(headline).not.toMatch(/About (0|-|NaN|\s)/);
        const promises = said.map(promised);
        expect(promises).toEqual(promises.toSorted((a, b) => b - a));
      }),
    );
  });

  test('it is called late only when nine in ten were ready by then, and always soon after', () => {
    fc.assert(
      fc.property(estimate, fc.nat(50_000), (past, elapsed) => {
        const { late } = estimateWords(past, elapsed, 'ko');
        if (late) expect(elapsed).toBeGreaterThanOrEqual(past.slow_s);
        else expect(elapsed).toBeLessThan(past.slow_s * 1.5 + 10);
      }),
    );
  });
});

test('a start that lies ahead of the control plane’s time is now', () => {
  expect(elapsedOf({ ...TWO_TO_FOUR, started_at: 5_000 }, 2_000)).toBe(0);
  expect(elapsedOf({ ...TWO_TO_FOUR, started_at: 5_000 }, 7_500)).toBe(2.5);
});
