import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { PROVISIONING_STATUSES } from '../../../ui/closed-sets.ts';
import { SelectField } from '../../../ui/fields.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { TEMPLATES_QUERY } from '../catalogue/templates-query.ts';
import { ClearFilters } from '../clear-filters.tsx';
import { templateOptions } from '../template-options.ts';
import { isNarrowed, provisioningsSearch } from './list-search.ts';
import { LIST_WORDS } from './list-words.ts';

/** What narrows the list. All of it stands in the address. */
export function ListFilters() {
  const words = useWords(LIST_WORDS);
  const statuses = useWords(LIBRARY_WORDS).status;
  const { language } = useLanguage();
  const search = useSearch({ from: '/library/provisionings' });
  const navigate = useNavigate({ from: '/library/provisionings' });
  const { data: templates = [] } = useQuery(TEMPLATES_QUERY);
  const change = (next: Record<string, string>) =>
    void navigate({ search: (old) => provisioningsSearch({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <search aria-label={words.filter} className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
      <SearchField
        className="min-w-48 flex-1 basis-64"
        label={words.search}
        maxLength={100}
        value={search.q ?? ''}
        onText={(q) => change({ q })}
      />
      <SelectField
        className="min-w-32 flex-1 sm:w-44 sm:flex-none"
        label={words.status}
        labelHidden
        value={search.status ?? ''}
        options={[
          { value: '', label: words.anyStatus },
          ...PROVISIONING_STATUSES.map((value) => ({ value, label: statuses[value] })),
        ]}
        onValue={(status) => change({ status })}
      />
      <SelectField
        className="min-w-32 flex-1 sm:w-44 sm:flex-none"
        label={words.template}
        labelHidden
        value={search.template ?? ''}
        options={[{ value: '', label: words.anyTemplate }, ...templateOptions(templates, search.template, language)]}
        onValue={(template) => change({ template })}
      />
      <ClearFilters of="/library/provisionings" disabled={!isNarrowed(search)} />
    </search>
  );
}
