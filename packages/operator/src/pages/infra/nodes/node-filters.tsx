import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../i18n/language.tsx';
import { oneOf } from '../../../plain-search.ts';
import { Button } from '../../../ui/button.tsx';
import { REGIONS } from '../../../ui/closed-sets.ts';
import { SelectField } from '../../../ui/fields.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { type InfraSearch, NODE_ROLES, NODE_STATUSES } from '../infra-search.ts';
import { NODES_WORDS } from './nodes-words.ts';
import { NODE_SORTS, type NodeSort } from './sort-nodes.ts';

/** The order that the address names; the worst first where it names none that there is. */
export const sortOf = ({ sort }: Pick<InfraSearch, 'sort'>): NodeSort => oneOf(NODE_SORTS, sort) ?? 'worst';

/** Which nodes are listed, and in which order: all of it in the address. */
export function NodeFilters() {
  const words = useWords(NODES_WORDS);
  const statusWords = useWords(STATUS_WORDS);
  const search = useSearch({ from: '/cp/infra' });
  const navigate = useNavigate({ from: '/cp/infra' });
  const { region, node_status, role, stale } = search;
  const set = (change: { [Key in keyof InfraSearch]?: InfraSearch[Key] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as InfraSearch, replace: true, resetScroll: false });
  const optionsOf = <Value extends string>(values: readonly Value[], label: (value: Value) => string) => [
    { value: '', label: words.all },
    ...values.map((value) => ({ value, label: label(value) })),
  ];
  return (
    <search aria-label={words.filters} className="flex flex-wrap items-end gap-2 border-b border-line px-4 py-3">
      <SelectField
        label={words.region}
        className="w-36"
        value={region ?? ''}
        options={optionsOf(REGIONS, (value) => `${value} · ${statusWords.region[value]}`)}
        onValue={(value) => set({ region: oneOf(REGIONS, value) })}
      />
      <SelectField
        label={words.status}
        className="w-36"
        value={node_status ?? ''}
        options={optionsOf(NODE_STATUSES, (value) => statusWords.node[value])}
        onValue={(value) => set({ node_status: oneOf(NODE_STATUSES, value) })}
      />
      <SelectField
        label={words.role}
        className="w-28"
        value={role ?? ''}
        options={optionsOf(NODE_ROLES, (value) => words.roles[value])}
        onValue={(value) => set({ role: oneOf(NODE_ROLES, value) })}
      />
      <SelectField
        label={words.reporting}
        className="w-32"
        value={stale ?? ''}
        options={optionsOf(['true', 'false'], (value) => (value === 'true' ? words.silent : words.heard))}
        onValue={(value) => set({ stale: oneOf(['true', 'false'], value) })}
      />
      <SelectField
        label={words.sort}
        className="w-44"
        value={sortOf(search)}
        options={NODE_SORTS.map((value) => ({ value, label: words.sorts[value] }))}
        onValue={(value) => set({ sort: value === 'worst' ? undefined : value })}
      />
      {(region || node_status || role || stale) && (
        <Button
          look="quiet"
          onClick={() => set({ region: undefined, node_status: undefined, role: undefined, stale: undefined })}
        >
          {words.clear}
        </Button>
      )}
    </search>
  );
}
