import { expect, test } from '@jest/globals';
import { hitOf } from './hit-of.ts';

const tenant = (tenant_id: string, slug = tenant_id) => ({
  ...{ tenant_id, subdomain_slug: slug, canonical_hostname: `${slug}.prego.example` },
});
const ACME = tenant('acme');
const ACME_2 = tenant('acme-2', 'other');

test.each([
  ['the only one', [ACME], false, 'ac', 'acme'],
  ['none of several', [ACME, ACME_2], false, 'ac', undefined],
  ['the one with this id', [ACME, ACME_2], true, 'acme', 'acme'],
  ['the one with this slug', [ACME, ACME_2], false, 'Other', 'acme-2'],
  ['the one with this host name', [ACME, ACME_2], false, 'other.prego.example', 'acme-2'],
  ['an id before a slug', [tenant('x', 'acme'), ACME], false, 'acme', 'acme'],
  ['not the first page of many', [ACME], true, 'ac', undefined],
  ['nothing', [], false, 'ac', undefined],
] as const)('Enter opens %s', (_, found, more, q, id) => expect(hitOf(found, more, q)?.tenant_id).toBe(id));
