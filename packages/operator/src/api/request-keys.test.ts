import { expect, test } from '@jest/globals';
import { requestKeys } from './request-keys.ts';

test('a request has its own key, and keeps it when it is sent again', () => {
  let made = 0;
  const keyOf = requestKeys(() => `key-${++made}`);
  expect(keyOf({ id: 'acme', slug: 'a' })).toBe('key-1');
  expect(keyOf({ id: 'acme', slug: 'b' })).toBe('key-2');
  expect(keyOf({ id: 'acme', slug: 'a' })).toBe('key-1');
});
