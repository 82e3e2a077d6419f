import { expect, test } from '@jest/globals';
import { ageS, isStale } from './node-freshness.ts';

const NOW = 1_800_000_000_000;
const ready = { status: 'ready', registered_at: NOW - 3_600_000 } as const;

test.each([
  ['just heard', ready, NOW, false],
  ['heard five minutes ago', ready, NOW - 300_000, false],
  ['heard a millisecond longer ago', ready, NOW - 300_001, true],
  ['heard in the future, by a clock that went back', ready, NOW + 60_000, false],
  ['registered an hour ago and silent ever since', ready, null, true],
  ['registered just now and silent yet', { ...ready, registered_at: NOW - 1 }, null, false],
  ['only decided', { status: 'provisioning', registered_at: null }, null, false],
  ['retired', { status: 'retired', registered_at: 1 }, 1, false],
  ['failed and silent', { status: 'failed', registered_at: 1 }, 1, true],
] as const)('a node that is %s', (_, node, metricsAt, stale) => {
  expect(isStale(node, metricsAt, NOW, 300)).toBe(stale);
});

test('an age is in whole seconds and never negative', () => {
  expect(ageS(NOW - 1_999, NOW)).toBe(1);
  expect(ageS(NOW + 5_000, NOW)).toBe(0);
});
