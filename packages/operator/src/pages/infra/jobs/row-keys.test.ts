import { expect, test } from '@jest/globals';
import { rowKeyOf } from './row-keys.ts';

const press = (key: string, more: object = {}) =>
  rowKeyOf({ key, code: `Key${key.toUpperCase()}`, ctrlKey: false, metaKey: false, altKey: false, ...more });

test.each([
  ['Enter', 'open'],
  [' ', 'pick'],
  ['c', 'trace'],
  ['C', 'trace'],
  ['j', 'job'],
  ['r', 'retry'],
  ['x', 'cancel'],
])('%j does %s', (key, what) => expect(press(key)).toBe(what));

test('a letter counts by its key while Korean is typed, and by itself on another layout', () => {
  expect(press('ㅊ', { code: 'KeyC' })).toBe('trace');
  expect(press('c', { code: 'KeyI' })).toBe('trace');
});

test('Ctrl C and the like stay the browser’s', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) expect(press('c', { [held]: true })).toBeUndefined();
  for (const key of ['Tab', 'Escape', 'z']) expect(press(key)).toBeUndefined();
});
