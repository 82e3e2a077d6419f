import type { TenantStatus } from '@prego/contracts';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { oneOf, textOf } from '../../../plain-search.ts';
import { announce } from '../../../ui/announcer.tsx';
import { SelectField, TextField } from '../../../ui/fields.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { useSlash } from '../../../ui/use-slash.ts';
import { TENANT_STATUSES } from '../tenant-search.ts';
import { TENANT_WORDS } from '../tenant-words.ts';
import { DIRECTORY_WORDS } from './directory-words.ts';
import { hitOf } from './hit-of.ts';

/** Enough to find the one that is named exactly so: ids come first, in their order. */
const LOOKED_AT = 20;

/** Narrows the directory as one types; Enter opens what can only be meant. */
export function SearchForm({ q, status }: { q: string | undefined; status: TenantStatus | undefined }) {
  const words = useWords(DIRECTORY_WORDS);
  const { status: statusLabel } = useWords(TENANT_WORDS);
  const { tenant: statuses } = useWords(STATUS_WORDS);
  const { couldNotLoad } = useWords(UI_WORDS);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(q ?? '');
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);
  // The address comes a moment behind the keys: whoever types sees their own text. A link or the way back is taken over.
  useEffect(() => {
    const typing = document.activeElement === form.current?.querySelector('input');
    setText((typed) => (typing || (textOf(typed) ?? '') === (q ?? '') ? typed : (q ?? '')));
  }, [q]);
  useSlash(() => form.current?.querySelector('input')?.focus());
  const narrow = (change: { q?: string | undefined; status?: TenantStatus | undefined }) => {
    const { q: nextQ, status: nextStatus } = { q: textOf(text), status, ...change };
    const search = { ...(nextQ && { q: nextQ }), ...(nextStatus && { status: nextStatus }) };
    void navigate({ to: '/cp/tenant', search, replace: true });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = textOf(text);
    if (!wanted) return;
    asking.current?.abort();
    const asked = new AbortController();
    asking.current = asked;
    // Asked anew, as what is shown may still be that of a letter before.
    const query = { q: wanted, limit: LOOKED_AT, ...(status && { status }) };
    const request = api.GET('/internal/tenants', { params: { query }, signal: asked.signal });
    const page = await bodyOf(request).catch(() => undefined);
    // Whoever has typed on or gone elsewhere is led nowhere.
    if (asked.signal.aborted) return;
    if (!page) return announce(couldNotLoad(words.title));
    const hit = hitOf(page.items, page.next_cursor !== null, wanted);
    if (hit) void navigate({ to: '/cp/tenant', search: { tenant_id: hit.tenant_id } });
    else if (page.items.length === 0) announce(words.none(wanted));
    else announce(words.several(`${count(page.items.length, language)}${page.next_cursor === null ? '' : '+'}`));
  };
  const toRows = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    form.current?.closest('section')?.querySelector<HTMLElement>('tr[data-index]')?.focus();
  };
  return (
    <search>
      <form
        ref={form}
        onSubmit={(event) => void submit(event)}
        className="flex flex-wrap items-start gap-3 border-b border-line px-4 py-3"
      >
        <TextField
          className="min-w-48 flex-1 basis-72"
          label={words.search}
          hint={<span className="hidden sm:inline">{words.searchHint}</span>}
          type="search"
          maxLength={253}
          enterKeyHint="go"
          value={text}
          onKeyDown={toRows}
          onChange={(event) => {
            asking.current?.abort();
            setText(event.target.value);
            narrow({ q: textOf(event.target.value) });
          }}
        />
        <SelectField
          className="w-44"
          label={statusLabel}
          value={status ?? ''}
          options={[
            { value: '', label: words.anyStatus },
            ...TENANT_STATUSES.map((value) => ({ value, label: statuses[value] })),
          ]}
          onValue={(value) => narrow({ status: oneOf(TENANT_STATUSES, value) })}
        />
      </form>
    </search>
  );
}
