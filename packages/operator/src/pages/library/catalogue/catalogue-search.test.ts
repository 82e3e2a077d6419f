import { expect, test } from '@jest/globals';
import { TemplateCategory } from '@prego/contracts';
import { catalogueSearch, TEMPLATE_CATEGORIES } from './catalogue-search.ts';

test.each([
  [{}, {}],
  [
    { q: ' git ', category: 'database' },
    { q: 'git', category: 'database' },
  ],
  [{ q: '  ', category: 'Database' }, {}],
  [{ q: 7, category: ['database'] }, {}],
])('%j is read as %j', (raw, search) => expect(catalogueSearch(raw)).toEqual(search));

test('the categories are those of contracts', () =>
  expect([...TEMPLATE_CATEGORIES].sort()).toEqual([...TemplateCategory.options].sort()));
