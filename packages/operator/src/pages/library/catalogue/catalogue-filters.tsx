import type { TemplateSummary } from '@prego/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { textOf } from '../../../plain-search.ts';
import { LinkTabs } from '../../../ui/link-tabs.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { useSlash } from '../../../ui/use-slash.ts';
import { TEMPLATE_CATEGORIES } from './catalogue-search.ts';
import { CATALOGUE_WORDS } from './catalogue-words.ts';
import { categoryCounts } from './matching-templates.ts';

/** Search and category, both in the address. `found`: what the search finds, in whatever category. */
export function CatalogueFilters({ found }: { found: readonly TemplateSummary[] }) {
  const words = useWords(CATALOGUE_WORDS);
  const { q, category } = useSearch({ from: '/library' });
  const tabs = [
    { category: undefined, count: found.length },
    ...categoryCounts(found, TEMPLATE_CATEGORIES),
    // The one that is chosen stays, where the search finds nothing in it.
    ...(category && !found.some((template) => template.category === category) ? [{ category, count: 0 }] : []),
  ];
  return (
    <div className="space-y-3">
      <SearchBox />
      <LinkTabs
        label={words.categories}
        tabs={tabs.map((tab) => ({
          to: '/library',
          search: { q, category: tab.category },
          current: tab.category === category,
          label: `${tab.category ? words.category[tab.category] : words.all} (${tab.count})`,
        }))}
      />
    </div>
  );
}

function SearchBox() {
  const words = useWords(CATALOGUE_WORDS);
  const { q = '', category } = useSearch({ from: '/library' });
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useSlash(() => box.current?.querySelector('input')?.focus());
  const narrow = (text: string) => {
    const wanted = textOf(text);
    const search = { ...(wanted && { q: wanted }), ...(category && { category }) };
    void navigate({ to: '/library', search, replace: true, resetScroll: false });
  };
  return (
    <search>
      <div ref={box} className="max-w-xl">
        <SearchField
          label={words.search}
          hint={<span className="max-sm:hidden">{words.searchHint}</span>}
          maxLength={100}
          value={q}
          onText={narrow}
        />
      </div>
    </search>
  );
}
