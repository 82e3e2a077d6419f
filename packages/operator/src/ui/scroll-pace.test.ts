import { describe, expect, test } from '@jest/globals';
import { AT_REST, fliesPast, paceAfter, type ScrollPace } from './scroll-pace.ts';

const ROW = 50;

/** The pace after steps of so many pixels, each so long (ms) after the one before. */
const after = (steps: readonly number[], everyMs = 16): ScrollPace =>
  steps.reduce((pace, step, index) => paceAfter(pace, pace.offset + step, 1000 + index * everyMs, ROW), AT_REST);

describe('the pace of scrolling', () => {
  test('a hand that scrolls sees every row whole', () => {
    expect(fliesPast(after([40, 40, 40, 40, 40, 40]))).toBe(false);
  });

  test('several rows a step fly past, down as well as up', () => {
    expect(fliesPast(after([440, 440, 440]))).toBe(true);
    expect(fliesPast(after([9000, -440, -440]))).toBe(true);
  });

  test('they do so on a machine that draws few frames too', () => {
    expect(fliesPast(after([440, 440, 440], 150))).toBe(true);
  });

  test('the notches of a wheel that moves at once are not flying past', () => {
    expect(fliesPast(after([100, 100, 100, 100, 100], 100))).toBe(false);
  });

  test('nor is one jump, in a movement or after a rest', () => {
    expect(fliesPast(after([5000]))).toBe(false);
    expect(fliesPast(after([10, 5000]))).toBe(false);
  });

  test('jumps with a rest between them are single ones', () => {
    expect(fliesPast(after([700, 700, 700, 700], 300))).toBe(false);
  });

  test('what rows that turn out taller add by themselves does not end it', () => {
    expect(fliesPast(after([440, 440, 440, 12, 440, 12, 440, 12]))).toBe(true);
  });

  test('two small steps end it, however long it went on', () => {
    const long = Array.from({ length: 50 }, () => 440);
    expect(fliesPast(after([...long, 20]))).toBe(true);
    expect(fliesPast(after([...long, 20, 20]))).toBe(false);
  });
});
