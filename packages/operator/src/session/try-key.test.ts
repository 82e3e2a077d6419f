import { expect, test } from '@jest/globals';
import { looksLikeKey } from './try-key.ts';

test.each([
  ['op_live-Key.1+/=~', true],
  ['two words', false],
  ['line\nend', false],
  ['운영자', false],
  ['', false],
])('%j can be a key: %s', (text, can) => expect(looksLikeKey(text)).toBe(can));
