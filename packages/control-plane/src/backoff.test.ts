import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from './backoff.ts';

test('the wait doubles with each try, up to ten minutes, a quarter more or less', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.string(), (tries, seed) => {
      const whole = Math.min(600_000, 5_000 * 2 ** (tries - 1));
      expect(backoffMs(tries, seed)).toBeGreaterThanOrEqual(whole * 0.75);
      expect(backoffMs(tries, seed)).toBeLessThanOrEqual(whole * 1.25);
    }),
  );
});

test('jobs that failed together come back apart, each at the same time in every replay', () => {
  const waits = Array.from({ length: 100 }, (_, i) => backoffMs(3, `job_${i}`));
  expect(new Set(waits).size).toBeGreaterThan(90);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(5_000);
  expect(Array.from({ length: 100 }, (_, i) => backoffMs(3, `job_${i}`))).toEqual(waits);
});
