import { expect, test } from '@jest/globals';
import { fileNameOf } from './file-name.ts';

test.each([
  ['attachment; filename="shop-provision.log"', 'shop-provision.log'],
  ['attachment', 'event-7.log'],
  [null, 'event-7.log'],
  ['attachment; filename="../../x"', 'event-7.log'],
])('%p names the file %s', (disposition, name) => expect(fileNameOf(disposition, 'event-7.log')).toBe(name));
