import { describe, expect, test } from '@jest/globals';
import { freshnessOf } from './freshness-of.ts';
import { FAILED_MS, MOVING_MS, pollEvery, STILL_MS } from './poll-every.ts';

describe('how often one looks', () => {
  const moves = (status: string) => status === 'running';

  test('at what moves every 3 s, at what stands still every minute', () => {
    expect(pollEvery('running', moves, false)).toBe(MOVING_MS);
    expect(pollEvery('completed', moves, false)).toBe(STILL_MS);
    expect(pollEvery(undefined, moves, false)).toBe(STILL_MS);
  });

  test('at what could not be read, moving or not, after 10 s', () => {
    expect(pollEvery('running', moves, true)).toBe(FAILED_MS);
    expect(pollEvery(undefined, moves, true)).toBe(FAILED_MS);
  });
});

describe('the age of a page', () => {
  const reading = { dataUpdatedAt: 1000, everyMs: STILL_MS, failed: false, wanted: true };

  test('is that of the oldest thing on it', () => {
    expect(freshnessOf([reading, { ...reading, dataUpdatedAt: 500 }]).updatedAt).toBe(500);
  });

  test('leaves out what is not asked for, and what was not read yet', () => {
    const page = freshnessOf([
      reading,
      { ...reading, dataUpdatedAt: 0 },
      { ...reading, dataUpdatedAt: 5, wanted: false },
    ]);
    expect(page).toEqual({ updatedAt: 1000, everyMs: STILL_MS, stale: false });
    expect(freshnessOf([]).updatedAt).toBeNull();
  });

  test('is stale once something shown could not be read again', () => {
    expect(freshnessOf([reading, { ...reading, failed: true }]).stale).toBe(true);
    expect(freshnessOf([reading, { ...reading, dataUpdatedAt: 0, failed: true }]).stale).toBe(false);
  });

  test('is read as often as what is read most often', () => {
    expect(freshnessOf([reading]).everyMs).toBe(STILL_MS);
    expect(freshnessOf([reading, { ...reading, everyMs: MOVING_MS }]).everyMs).toBe(MOVING_MS);
  });
});
