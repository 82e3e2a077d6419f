import { describe, expect, test } from '@jest/globals';
import { canonicalHostname, RESERVED_SLUGS, SubdomainSlug, TenantId } from '@prego/contracts';
import fc from 'fast-check';
import { baseDomainOf, RESERVED, slugFault, slugFor, tenantIdFault } from './enqueue-rules.ts';

/** Texts near the rules: their characters and some others, up to a length beyond what is taken, and the reserved ones. */
const near = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'z', 'A', '0', '9', '-', '_', '.', ' ', 'é', '\n'), maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', '-', '_', 'Z'), minLength: 60, maxLength: 66 }),
  fc.constantFrom(...RESERVED_SLUGS, 'xn--acme', 'ab--c', 'a--b'),
);

describe('the rules of contracts', () => {
  test('a tenant id is taken exactly where contracts takes it', () => {
    fc.assert(
      fc.property(near, (text) => expect(tenantIdFault(text) === undefined).toBe(TenantId.safeParse(text).success)),
      { numRuns: 1000 },
    );
  });

  test('a slug is taken exactly where contracts takes it', () => {
    fc.assert(
      fc.property(near, (text) => expect(slugFault(text) === undefined).toBe(SubdomainSlug.safeParse(text).success)),
      { numRuns: 1000 },
    );
  });

  test('the reserved slugs are the same', () => expect([...RESERVED]).toEqual([...RESERVED_SLUGS]));
});

test.each([
  ['', 'empty'],
  ['Acme', 'characters'],
  ['acme co', 'characters'],
  ['-acme', 'ends'],
  ['acme-', 'ends'],
  ['a'.repeat(64), 'long'],
  ['xn--acme', 'hyphens'],
  ['admin', 'reserved'],
  ['acme', undefined],
])('the slug %j: %s', (slug, fault) => expect(slugFault(slug)).toBe(fault));

describe('the slug that is proposed', () => {
  test.each([
    ['Acme_Co', 'acme-co'],
    ['admin', ''],
    ['', ''],
  ])('for %j is %j', (id, slug) => expect(slugFor(id)).toBe(slug));

  test('is always one that is taken', () => {
    fc.assert(fc.property(near, (id) => slugFor(id) === '' || slugFault(slugFor(id)) === undefined));
  });
});

test('the base domain is what follows the slug of any tenant', () => {
  const tenant = { subdomain_slug: 'acme', canonical_hostname: canonicalHostname('acme', 'prego.example') };
  expect(baseDomainOf(tenant)).toBe('prego.example');
  expect(baseDomainOf({ ...tenant, subdomain_slug: 'other' })).toBeUndefined();
});
