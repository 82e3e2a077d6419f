import { describe, expect, test } from '@jest/globals';
import { ratios, spread } from './statistics.ts';

describe('what a row of figures comes to', () => {
  test('is its median, smallest and largest, in whatever order they came', () => {
    expect(spread([10, 2, 3])).toEqual({ median: 3, min: 2, max: 10 });
  });

  test('of an even number is the mean of the middle two', () => {
    expect(spread([4, 1, 2, 10])).toEqual({ median: 3, min: 1, max: 10 });
  });

  test('of two rows is compared pair by pair, so that a slow moment does not count', () => {
    expect(ratios([1, 10, 2], [2, 20, 4])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
  });
});
