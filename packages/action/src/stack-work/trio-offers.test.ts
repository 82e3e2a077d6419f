import { describe, expect, test } from '@jest/globals';
import { OFFERS, offersOf, Region, TRIO_ROLES } from '@prego/contracts';
import fc from 'fast-check';
import { type RoleOffer, trioOffers } from './trio-offers.ts';

const of = (role: string, ...locations: string[]): RoleOffer[] =>
  locations.map((location) => ({ role, server_type: `type-of-${role}`, location }));

describe('the offers of a trio', () => {
  test('are as given where all roles agree', () => {
    const offers = [...of('app', 'fsn1', 'nbg1'), ...of('db', 'fsn1', 'nbg1'), ...of('redis', 'fsn1', 'nbg1')];
    expect(trioOffers(offers)).toEqual({
      locations: ['fsn1', 'nbg1'],
      serverTypes: { app: ['type-of-app'], db: ['type-of-db'], redis: ['type-of-redis'] },
    });
  });

  test('put a location last in which one role has no room', () => {
    const offers = [...of('app', 'ash', 'hil'), ...of('db', 'hil'), ...of('redis', 'ash', 'hil')];
    expect(trioOffers(offers).locations).toEqual(['hil', 'ash']);
  });

  test('name every location that any role is to be tried in, each once', () => {
    const location = fc.constantFrom('fsn1', 'nbg1', 'hel1', 'ash');
    const offer = fc.record({ role: fc.constantFrom(...TRIO_ROLES), server_type: fc.constantFrom('a', 'b'), location });
    fc.assert(
      fc.property(fc.array(offer), (offers) => {
        const wanted = [...new Set(offers.map((each) => each.location))];
        expect([...(trioOffers(offers).locations ?? [])].sort()).toEqual(wanted.sort());
      }),
    );
  });

  test("are a region's own preferences where nothing is known against any", () => {
    for (const region of Region.options) {
      const offers = TRIO_ROLES.flatMap((role) => offersOf(region, role).map((offer) => ({ role, ...offer })));
      expect(trioOffers(offers).locations).toEqual(OFFERS[region].locations);
    }
  });

  test('are left to the region where the control plane names none', () => {
    expect(trioOffers([])).toEqual({});
  });
});
