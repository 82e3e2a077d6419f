import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { StackEvent } from '@prego/stacks';
import { lineOf, summaryOf } from './show-run.ts';

const resource = (over: Partial<Extract<StackEvent, { type: 'resource' }>>): StackEvent => ({
  type: 'resource',
  status: 'done',
  action: 'create',
  kind: 'Server',
  name: 'app',
  planned: false,
  ...over,
});
// Colours depend on where the tests run.
const plain = (text: string | undefined) => text && stripVTControlCharacters(text);

describe('the line of a resource', () => {
  test.each<[string, StackEvent, string | undefined]>([
    ['says what was done and how long it took', resource({ durationMs: 2_600 }), '    + Server app 2.6 s'],
    ['has no time where it took none', resource({ durationMs: 20 }), '    + Server app'],
    ['says that it failed', resource({ status: 'failed', action: 'delete' }), '    - Server app failed'],
    ['is not there before it is done', resource({ status: 'started' }), undefined],
    ['is not there for what stays the same', resource({ action: 'same' }), undefined],
    ['is not there for a plan', resource({ planned: true }), undefined],
  ])('%s', (_what, event, expected) => {
    expect(plain(lineOf(event))).toBe(expected);
  });
});

describe('the summary of a run', () => {
  const NONE = { create: 0, import: 0, update: 0, replace: 0, delete: 0, same: 0 };
  test.each([
    [{ ...NONE, create: 2, same: 6 }, '2 created, 6 as they were'],
    [{ ...NONE, import: 1, same: 6 }, '1 adopted, 6 as they were'],
    [{ ...NONE, same: 8 }, 'nothing changed, 8 as they were'],
    [{ ...NONE, delete: 11 }, '11 deleted'],
  ])('%j', (changes, expected) => {
    expect(summaryOf(changes)).toBe(expected);
  });
});
