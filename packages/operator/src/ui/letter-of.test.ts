import { expect, test } from '@jest/globals';
import { letterOf } from './letter-of.ts';

test.each([
  ['c', 'KeyC', 'c'],
  ['C', 'KeyC', 'c'],
  ['ㅊ', 'KeyC', 'c'],
  // Dvorak: the key of K writes t.
  ['t', 'KeyK', 't'],
  [';', 'KeyZ', ''],
  ['Enter', 'Enter', ''],
  ['Process', 'KeyC', 'c'],
  ['1', 'Digit1', ''],
])('%s of %s is "%s"', (key, code, letter) => expect(letterOf({ key, code })).toBe(letter));
