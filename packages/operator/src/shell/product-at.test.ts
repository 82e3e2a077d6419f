import { describe, expect, test } from '@jest/globals';
import { headingOf, isPageAt, productAt, tabTitle } from './product-at.ts';

test.each([
  ['/library', 'library'],
  ['/library/', 'library'],
  ['/library/templates/forgejo/run', 'library'],
  ['/cp/infra', 'operations'],
  ['/cp/library', 'operations'],
  ['/librarian', 'operations'],
  ['/', 'operations'],
])('%s belongs to %s', (path, product) => expect(productAt(path)).toBe(product));

describe('the page of the navigation that one is at', () => {
  const pages = ['/cp/tenant', '/cp/infra', '/library', '/library/provisionings', '/library/history'];
  test.each([
    ['/library', '/library'],
    ['/library/', '/library'],
    ['/library/templates/forgejo', '/library'],
    ['/library/templates/forgejo/run', '/library'],
    ['/library/provisionings', '/library/provisionings'],
    ['/library/provisionings/lib_01', '/library/provisionings'],
    ['/library/history', '/library/history'],
    ['/cp/infra', '/cp/infra'],
    ['/cp/infrared', undefined],
  ])('at %s it is %s, and no other', (path, page) =>
    expect(pages.filter((one) => isPageAt(one, path))).toEqual(page ? [page] : []),
  );
});

test('a title names the product, and gives its heading back', () => {
  expect(tabTitle('Tenants', '/cp/tenant')).toBe('Tenants · Prego');
  expect(tabTitle('History', '/library/history')).toBe('History · Prego Library');
  for (const path of ['/cp/tenant', '/library']) expect(headingOf(tabTitle('A · B', path))).toBe('A · B');
});
