import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type SparkFrame, type SparkPoint, sparkPath, sparkRange, sparkY } from './sparkline-path.ts';

const HOUR = 3_600_000;
const frame: SparkFrame = { from: 0, to: 10 * HOUR, max: 100, stepMs: HOUR, width: 103, height: 23 };
const at = (hour: number, value: number | null): SparkPoint => ({ at: hour * HOUR, value });

describe('a sparkline', () => {
  test('has its first hour at the left, its last at the right, 0 below and the highest above', () => {
    expect(sparkPath([at(0, 0), at(1, 100)], frame)).toBe('M1.5 21.5h0L11.5 1.5');
    expect(sparkPath([at(10, 50)], frame)).toBe('M101.5 11.5h0');
  });

  test('is broken where an hour is missing, and where one is not known', () => {
    const broken = /^M\S+ \S+h0M\S+ \S+h0$/;
    expect(sparkPath([at(1, 5), at(3, 5)], frame)).toMatch(broken);
    expect(sparkPath([at(1, 5), at(1.5, null), at(2, 5)], frame)).toMatch(broken);
    expect(sparkPath([at(1, 5), at(2, 5)], frame)).not.toMatch(broken);
  });

  test('shows what is beyond at the edge, and leaves out what is of another time', () => {
    expect(sparkY(250, frame)).toBe(sparkY(100, frame));
    expect(sparkY(-3, frame)).toBe(sparkY(0, frame));
    expect(sparkPath([at(-1, 5), at(11, 5)], frame)).toBe('');
    expect(sparkPath([], frame)).toBe('');
  });

  test('draws each known point once and stays within its frame, whatever it is given', () => {
    const point = fc.record({
      at: fc.integer({ min: -HOUR, max: 12 * HOUR }),
      value: fc.option(fc.double({ min: -10, max: 300, noNaN: true }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const path = sparkPath(points, frame);
        const places = [...path.matchAll(/[ML](\S+?) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
        const known = points.filter((p) => p.value !== null && p.at >= frame.from && p.at <= frame.to);
        expect(places).toHaveLength(known.length);
        for (const [x, y] of places) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(frame.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(frame.height);
        }
      }),
    );
  });

  test('tells its lowest and highest, or that nothing is known', () => {
    expect(sparkRange([at(0, 3), at(1, null), at(2, 9)])).toEqual({ low: 3, high: 9 });
    expect(sparkRange([at(0, null)])).toBeNull();
  });
});
