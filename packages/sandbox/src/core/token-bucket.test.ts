import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket.ts';

const bucketShape = fc.record({
  capacity: fc.integer({ min: 1, max: 50 }),
  windowMs: fc.integer({ min: 1, max: 10_000 }),
});

describe('a token bucket', () => {
  test('never allows more than its capacity and the refill in any window, also when time is told out of order', () => {
    // As much back as forth, so that a bucket that pays twice for the same time is found out.
    const gaps = fc.array(fc.integer({ min: -100, max: 110 }), { minLength: 50, maxLength: 200 });
    fc.assert(
      fc.property(bucketShape, gaps, (shape, steps) => {
        const bucket = new TokenBucket(shape.capacity, shape.windowMs, 0);
        let now = 0;
        let latest = 0;
        const allowed: number[] = [];
        for (const step of steps) {
          now = Math.max(0, now + step);
          latest = Math.max(latest, now);
          if (bucket.take(now).allowed) allowed.push(latest);
        }
        const excess = (from: number, to: number) =>
          to -
          from +
          1 -
          shape.capacity -
          (((allowed[to] ?? 0) - (allowed[from] ?? 0)) * shape.capacity) / shape.windowMs;
        for (let from = 0; from < allowed.length; from++) {
          for (let to = from; to < allowed.length; to++) {
            if (excess(from, to) > 1e-9) throw new Error(`${to - from + 1} requests from #${from}`);
          }
        }
      }),
    );
  });

  test('allows a request after exactly the wait that it told, and not a millisecond before', () => {
    fc.assert(
      fc.property(bucketShape, fc.integer({ min: 0, max: 5000 }), (shape, start) => {
        const bucket = new TokenBucket(shape.capacity, shape.windowMs, start);
        bucket.drainTo(0, start);
        const refused = bucket.take(start);
        expect(refused.allowed).toBe(false);
        expect(refused.retryAfterMs).toBeGreaterThan(0);
        if (refused.retryAfterMs > 1) expect(bucket.take(start + refused.retryAfterMs - 1).allowed).toBe(false);
        expect(bucket.take(start + refused.retryAfterMs).allowed).toBe(true);
      }),
    );
  });

  test('is full again when it said it would be', () => {
    fc.assert(
      fc.property(bucketShape, fc.integer({ min: 1, max: 60 }), (shape, requests) => {
        const bucket = new TokenBucket(shape.capacity, shape.windowMs, 0);
        let budget = bucket.take(0);
        for (let request = 1; request < requests; request++) budget = bucket.take(0);
        expect(bucket.take(budget.resetAt).remaining).toBe(shape.capacity - 1);
      }),
    );
  });

  test('leaves what it is drained to', () => {
    const bucket = new TokenBucket(3600, 3_600_000, 0);
    bucket.drainTo(2, 0);
    expect([0, 0, 0].map((now) => bucket.take(now).allowed)).toEqual([true, true, false]);
  });
});
