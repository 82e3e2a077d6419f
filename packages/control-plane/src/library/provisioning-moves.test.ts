import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DELETABLE, ProvisioningStatus } from '@prego/contracts';
import {
  DELETABLE_CHECK,
  isDeletable,
  isRetryable,
  mayBecome,
  PROVISIONING_MOVES_TRIGGER,
} from './provisioning-moves.ts';

const all = ProvisioningStatus.options;

test('the database holds the same moves, and lets the same be taken off the list', () => {
  const migration = readFileSync(new URL('../../migrations/0001_init.sql', import.meta.url).pathname, 'utf8');
  expect(migration).toContain(PROVISIONING_MOVES_TRIGGER);
  expect(migration).toContain(DELETABLE_CHECK);
});

test('what goes on ends well or not, and only what has ended is given back', () => {
  expect(all.filter((to) => mayBecome('provisioning', to))).toEqual(['provisioned', 'provision_failed']);
  expect(all.filter((to) => mayBecome('returning', to))).toEqual(['returned', 'return_failed']);
  expect(all.filter((from) => mayBecome(from, 'returning'))).toEqual([
    'provisioned',
    'provision_failed',
    'return_failed',
  ]);
});

test('nothing comes back from returned, and only a failed execution is provisioned again', () => {
  expect(all.filter((to) => mayBecome('returned', to))).toEqual([]);
  expect(all.filter((from) => mayBecome(from, 'provisioning'))).toEqual(['provision_failed']);
});

test('only what is given back, or could not be, may be taken off the list', () => {
  expect(all.filter(isDeletable)).toEqual([...DELETABLE]);
  expect(all.filter(isRetryable)).toEqual(['provision_failed', 'return_failed']);
});
