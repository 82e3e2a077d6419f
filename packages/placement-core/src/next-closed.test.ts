import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Load, nextClosed, REOPEN_SHARE } from './next-closed.ts';
import { DEFAULT_THRESHOLDS } from './thresholds.ts';

const next = (closed: boolean, memory_pct: number | null, cpu_pct: number | null = 10, disk_pct: number | null = 10) =>
  nextClosed(closed, { memory_pct, cpu_pct, disk_pct }, DEFAULT_THRESHOLDS);

describe('the gate of a node', () => {
  test.each([
    ['stays open below its maximum', false, 79.9, false],
    ['closes when it reaches its maximum', false, 80, true],
    ['stays closed while it is hardly below it', true, 70, true],
    ['opens again with room to spare', true, 69.9, false],
  ])('%s', (_, closed, memory, expected) => {
    expect(next(closed, memory)).toBe(expected);
  });

  test.each([
    ['processors', [10, 80, 10]],
    ['disk', [10, 10, 80]],
  ] as const)('closes for its %s too', (_, [memory, cpu, disk]) => {
    expect(next(false, memory, cpu, disk)).toBe(true);
    expect(next(true, memory, cpu - 5, disk - 5)).toBe(true);
  });

  test('opens only when all is known, but closes by what is', () => {
    expect(next(true, 10, null)).toBe(true);
    expect(next(false, 10, null)).toBe(false);
    expect(next(false, 95, null, null)).toBe(true);
  });

  test('does not flap: between two openings the load has moved by an eighth of its maximum, down and up', () => {
    const loads = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(loads, (memory) => {
        let closed = false;
        for (const memory_pct of memory) {
          const load: Load = { memory_pct, cpu_pct: 0, disk_pct: 0 };
          const after = nextClosed(closed, load, DEFAULT_THRESHOLDS);
          if (after && !closed) expect(memory_pct).toBeGreaterThanOrEqual(DEFAULT_THRESHOLDS.memory_pct_max);
          if (!after && closed) expect(memory_pct).toBeLessThan(DEFAULT_THRESHOLDS.memory_pct_max * REOPEN_SHARE);
          closed = after;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
