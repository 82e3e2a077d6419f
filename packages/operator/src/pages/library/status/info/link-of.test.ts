import { expect, test } from '@jest/globals';
import { linkOf } from './link-of.ts';

test.each([
  ['https://203.0.113.7:3000/', true],
  ['http://shop.example', true],
  ['ssh root@203.0.113.7', false],
  ['javascript:alert(1)', false],
  ['http://', false],
  ['https://a b', false],
  ['postgres://db', false],
  ['https://shop.example:99999', false],
])('"%s" is opened by a press: %p', (value, opens) => expect(linkOf(value)).toBe(opens ? value : undefined));
