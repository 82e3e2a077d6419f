import { expect, test } from '@jest/globals';
import { keptError } from './kept-error.ts';

const error = new Error('no');
const FAILED = { data: undefined, error, errorUpdatedAt: 5 };
const ASKED_AGAIN = { data: undefined, error: null, errorUpdatedAt: 5 };

test('an error stays while what has failed is asked for again', () => {
  const kept = keptError(FAILED, undefined);
  expect(kept?.error).toBe(error);
  expect(keptError(ASKED_AGAIN, kept)).toBe(kept);
});

test('it goes once something was read, and is no other query’s', () => {
  const kept = keptError(FAILED, undefined);
  expect(keptError({ ...ASKED_AGAIN, data: [] }, kept)).toBeUndefined();
  expect(keptError({ ...ASKED_AGAIN, errorUpdatedAt: 0 }, kept)).toBeUndefined();
  expect(keptError({ ...ASKED_AGAIN, errorUpdatedAt: 0 }, undefined)).toBeUndefined();
});

test('a later one takes its place', () => {
  const later = new Error('still no');
  expect(keptError({ ...FAILED, error: later, errorUpdatedAt: 9 }, keptError(FAILED, undefined))?.error).toBe(later);
});
