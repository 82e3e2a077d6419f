import { expect, test } from '@jest/globals';
import { templateOptions } from './template-options.ts';

const templates = [{ id: 'forgejo', name: { en: 'Forgejo', ko: '포르제요' } }];

test('templates are offered by name, in the reader’s language', () => {
  expect(templateOptions(templates, undefined, 'ko')).toEqual([{ value: 'forgejo', label: '포르제요' }]);
});

test('one that is gone from the library stays, where the list is narrowed to it', () => {
  expect(templateOptions(templates, 'gone', 'en')).toEqual([
    { value: 'forgejo', label: 'Forgejo' },
    { value: 'gone', label: 'gone' },
  ]);
  expect(templateOptions(templates, 'forgejo', 'en')).toHaveLength(1);
});
