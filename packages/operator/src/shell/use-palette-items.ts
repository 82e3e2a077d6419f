import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api, bodyOf } from '../api/client.ts';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { matchingTemplates } from '../pages/library/catalogue/matching-templates.ts';
import { TEMPLATES_QUERY } from '../pages/library/catalogue/templates-query.ts';
import { LIBRARY_WORDS } from '../ui/library-words.ts';
import { PALETTE_WORDS } from './palette-words.ts';
import { usePages } from './use-pages.ts';
import { targetsOf } from './what-is.ts';

export interface PaletteItem {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly note?: string;
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search: Readonly<Record<string, string>>;
}

/** As much of a name as the control plane looks for. What is longer is a line of a log: only ids are found in it. */
const LONGEST = 253;
/** The same of a provisioning's. */
const LONGEST_NAME = 100;

/** What the line offers: what the text is by its form, tenants that begin with it, provisionings and templates named so, and pages. */
export function usePaletteItems() {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const { kinds } = useWords(PALETTE_WORDS);
  const found = useQuery({
    queryKey: ['palette', 'tenants', q],
    queryFn: ({ signal }) => bodyOf(api.GET('/internal/tenants', { params: { query: { q, limit: 8 } }, signal })),
    enabled: q !== '' && q.length <= LONGEST,
  });
  const tenants = (found.data?.items ?? []).map(({ tenant_id, canonical_hostname }) => ({
    key: `tenant ${tenant_id}`,
    kind: kinds.tenant,
    label: tenant_id,
    note: canonical_hostname,
    to: '/cp/tenant',
    search: { tenant_id },
  }));
  const direct = targetsOf(q)
    // A tenant's id is offered once it is known to be one.
    .filter(({ kind }) => kind !== 'tenant')
    .map(({ kind, id, ...where }) => ({ key: `${kind} ${id}`, kind: kinds[kind], label: id, ...where }));
  const named = useProvisioningsNamed(q);
  const templates = useTemplatesNamed(q);
  const items: PaletteItem[] = [...direct, ...tenants, ...named.items, ...templates.items, ...usePagesNamed(q)];
  return {
    text,
    setText,
    items,
    searching: found.isFetching || named.searching,
    failed: found.isError || named.failed || templates.failed,
  };
}

/** Provisionings in whose name the text stands. */
function useProvisioningsNamed(q: string) {
  const { kinds } = useWords(PALETTE_WORDS);
  const { status: statuses } = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  const { data, isFetching, isError } = useQuery({
    queryKey: ['palette', 'provisionings', q],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/internal/library/provisionings', { params: { query: { q, limit: 8 } }, signal })),
    enabled: q !== '' && q.length <= LONGEST_NAME,
  });
  const items = (data?.items ?? []).map(({ provisioning_id, name, status, template_name }) => ({
    key: `provisioning ${provisioning_id}`,
    kind: kinds.provisioning,
    label: name,
    note: `${template_name[language]} · ${statuses[status]}`,
    to: '/library/provisionings/$provisioning_id',
    params: { provisioning_id },
    search: {},
  }));
  return { items, searching: isFetching, failed: isError };
}

/** Templates that the text finds, as the library's own search does. */
function useTemplatesNamed(q: string) {
  const { kinds } = useWords(PALETTE_WORDS);
  const { language } = useLanguage();
  const { data, isError } = useQuery({ ...TEMPLATES_QUERY, enabled: q !== '' });
  const found = q === '' ? [] : matchingTemplates(data ?? [], q);
  const items = found.map(({ id, name }) => ({
    key: `template ${id}`,
    kind: kinds.template,
    label: name[language],
    note: id,
    to: '/library/templates/$template',
    params: { template: id },
    search: {},
  }));
  return { items, failed: isError };
}

function usePagesNamed(q: string): PaletteItem[] {
  const { kinds } = useWords(PALETTE_WORDS);
  const { operations, library } = usePages();
  return [...operations, ...library]
    .filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()))
    .map(({ to, label }) => ({ key: to, kind: kinds.page, label, to, search: {} }));
}
