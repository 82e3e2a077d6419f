import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalHostname, Hostname, RESERVED_SLUGS, SubdomainSlug } from './hostname.ts';

describe('a subdomain slug', () => {
  test.each(['a', 'acme', 'acme-2', '2acme', 'a'.repeat(63)])('may be %j', (slug) => {
    expect(SubdomainSlug.parse(slug)).toBe(slug);
  });

  test.each([
    ['', 'empty'],
    ['Acme', 'with a capital'],
    ['-acme', 'beginning with a hyphen'],
    ['acme-', 'ending with one'],
    ['ac_me', 'with an underscore'],
    ['ac.me', 'of two labels'],
    ['a'.repeat(64), 'longer than a label'],
    ['xn--80ak6aa92e', 'in punycode'],
    ['ab--cd', 'with hyphens where punycode has them'],
    ['www', 'reserved'],
    ['nodes', "that the nodes' own records stand under"],
    ['acme\n', 'with a line end'],
  ])('may not be %j: %s', (slug) => {
    expect(SubdomainSlug.safeParse(slug).success).toBe(false);
  });

  test('is a host name under any base domain', () => {
    const slug = fc
      .stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
      .filter((it) => SubdomainSlug.safeParse(it).success);
    fc.assert(fc.property(slug, (it) => Hostname.safeParse(canonicalHostname(it, 'prego.example')).success));
  });

  test('every reserved one is a label that could have been taken', () => {
    for (const slug of RESERVED_SLUGS) expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

test.each(['localhost', 'a..b', '-a.example', 'a.example.', 'a b.example', `${'a.'.repeat(126)}aa`])(
  '%j is no host name of a workspace',
  (name) => {
    expect(Hostname.safeParse(name).success).toBe(false);
  },
);
