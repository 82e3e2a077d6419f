import { describe, expect, test } from '@jest/globals';
import type { TemplateSummary } from '@prego/contracts';
import { categoryCounts, matchingTemplates } from './matching-templates.ts';

type Template = Pick<TemplateSummary, 'id' | 'name' | 'summary' | 'keywords' | 'category'>;

const forgejo: Template = {
  id: 'forgejo',
  name: { en: 'Forgejo', ko: '포지조' },
  summary: { en: 'Git hosting of your own', ko: '직접 운영하는 Git 호스팅' },
  keywords: ['git', 'forge'],
  category: 'development',
};
const postgres: Template = {
  id: 'postgresql',
  name: { en: 'PostgreSQL', ko: 'PostgreSQL' },
  summary: { en: 'The relational database, with a volume', ko: '볼륨이 있는 관계형 데이터베이스' },
  keywords: ['sql'],
  category: 'database',
};
const gitMirror: Template = {
  ...postgres,
  id: 'mirror',
  name: { en: 'Git mirror', ko: 'Git 미러' },
  category: 'development',
};
const all = [forgejo, postgres, gitMirror];

describe('the search of the library', () => {
  test.each([
    ['', ['forgejo', 'postgresql', 'mirror']],
    ['  ', ['forgejo', 'postgresql', 'mirror']],
    ['FORGE', ['forgejo']],
    ['sql', ['postgresql', 'mirror']],
    ['호스팅', ['forgejo']],
    ['포지조'.normalize('NFD'), ['forgejo']],
    ['volume database', ['postgresql', 'mirror']],
    ['volume forgejo', []],
    // In its name before in its keywords.
    ['git', ['mirror', 'forgejo']],
  ])('%j finds %j', (text, ids) => expect(matchingTemplates(all, text).map(({ id }) => id)).toEqual(ids));
});

test('categories that have templates are counted in their order', () => {
  expect(categoryCounts(all, ['database', 'platform', 'development'])).toEqual([
    { category: 'database', count: 1 },
    { category: 'development', count: 2 },
  ]);
});
