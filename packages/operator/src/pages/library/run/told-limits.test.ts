import { expect, test } from '@jest/globals';
import { toldLimits } from './told-limits.ts';

test.each([
  ['servers_of_network', 0, 1, 100, true],
  ['user_data_bytes', 9_000, 0, 32_768, false],
  ['user_data_bytes', 29_000, 1_000, 32_768, true],
  ['user_data_bytes', 33_000, 0, 32_768, true],
] as const)('%s at %i + %i of %i is told: %p', (what, used, more, most, told) => {
  const limit = { what, used, more, most };
  expect(toldLimits([limit])).toEqual(told ? [limit] : []);
});
