import { expect, test } from '@jest/globals';
import { LibraryEventKind, PlanTier, ProvisioningStatus, Region, TenantId } from '@prego/contracts';
import fc from 'fast-check';
import { isTenantId, LIBRARY_EVENT_KINDS, PLAN_TIERS, PROVISIONING_STATUSES, REGIONS } from './closed-sets.ts';

test('tiers and regions are those of contracts, all of them', () => {
  expect([...PLAN_TIERS].sort()).toEqual([...PlanTier.options].sort());
  expect([...REGIONS].sort()).toEqual([...Region.options].sort());
});

test('statuses and events of the library are those of contracts, all of them', () => {
  expect([...PROVISIONING_STATUSES].sort()).toEqual([...ProvisioningStatus.options].sort());
  expect([...LIBRARY_EVENT_KINDS].sort()).toEqual([...LibraryEventKind.options].sort());
});

test('a tenant’s id is what contracts take as one', () => {
  expect(['acme', 'a', 'A_b-9', 'x'.repeat(63)].filter(isTenantId)).toHaveLength(4);
  expect(['', '-a', 'a_', 'a b', 'ä', 'x'.repeat(64)].filter(isTenantId)).toEqual([]);
  const text = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '_', '-', ' ', 'ä'), maxLength: 66 });
  fc.assert(fc.property(text, (id) => expect(isTenantId(id)).toBe(TenantId.safeParse(id).success)));
});
