import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { textOf } from '../../plain-search.ts';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useSlash } from '../../ui/use-slash.ts';
import { ERROR_AREAS, type ErrorDoc } from './error-docs.ts';
import { ERRORS_WORDS } from './errors-words.ts';

/** Search and area, both in the address. `found`: what the search finds, of whatever area. */
export function ErrorsFilters({ found }: { found: readonly ErrorDoc[] }) {
  const words = useWords(ERRORS_WORDS);
  const search = useSearch({ from: '/cp/errors' });
  const navigate = useNavigate();
  const box = useRef<HTMLElement>(null);
  useSlash(() => box.current?.querySelector('input')?.focus());
  const countOf = (area: string | undefined) => found.filter((doc) => area === undefined || doc.area === area).length;
  return (
    <div className="space-y-3">
      <search ref={box} className="block max-w-xl">
        <SearchField
          label={words.search}
          hint={<span className="max-sm:hidden">{words.searchHint}</span>}
          maxLength={100}
          value={search.q ?? ''}
          onText={(text) =>
            void navigate({
              to: '/cp/errors',
              search: { ...search, q: textOf(text) },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </search>
      <LinkTabs
        label={words.areas}
        tabs={[undefined, ...ERROR_AREAS].map((area) => ({
          to: '/cp/errors',
          search: { ...search, area },
          current: area === search.area,
          label: `${area ? words.area[area] : words.all} (${countOf(area)})`,
        }))}
      />
    </div>
  );
}
