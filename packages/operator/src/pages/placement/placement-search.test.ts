import { describe, expect, test } from '@jest/globals';
import { type PlacementSearch, placementSearch, viewOf } from './placement-search.ts';

describe('an address', () => {
  test('keeps what can be used', () => {
    const search = { view: 'now', plan_tier: 'enterprise', region: 'eu', tenant_id: 'acme' };
    expect(placementSearch(search)).toEqual(search);
    expect(placementSearch({ job_id: ' job_1 ', decision_id: 'dec_1', before: '5.dec_1' })).toEqual({
      job_id: 'job_1',
      decision_id: 'dec_1',
      before: '5.dec_1',
    });
  });

  test('loses what is nonsense', () => {
    expect(placementSearch({ view: 'later', plan_tier: 'gold', region: 'mars', tenant_id: '', job_id: 5 })).toEqual({});
  });
});

test.each<[PlacementSearch, string]>([
  [{}, 'now'],
  [{ plan_tier: 'basic', region: 'sg' }, 'now'],
  [{ plan_tier: 'basic', tenant_id: 'acme' }, 'now'],
  [{ tenant_id: 'acme' }, 'decisions'],
  [{ job_id: 'job_1', plan_tier: 'basic' }, 'decisions'],
  [{ decision_id: 'dec_1' }, 'decisions'],
  [{ view: 'now', tenant_id: 'acme' }, 'now'],
  [{ view: 'decisions' }, 'decisions'],
])('%j means the view of %s', (search, view) => {
  expect(viewOf(search)).toBe(view);
});
