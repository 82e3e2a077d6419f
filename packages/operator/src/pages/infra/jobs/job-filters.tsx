import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { classes } from '../../../ui/classes.ts';
import { REGIONS } from '../../../ui/closed-sets.ts';
import { SelectField, TextField } from '../../../ui/fields.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { type InfraSearch, JOB_KINDS, JOB_ORDERS, JOB_STATUSES } from '../infra-search.ts';
import { filtersOf, filtersSet } from './jobs-query.ts';
import { JOBS_WORDS } from './jobs-words.ts';
import { SinceField } from './since-field.tsx';

/** What narrows the list. All of it stands in the address. */
export function JobFilterBar() {
  const words = useWords(JOBS_WORDS);
  const { kind: kinds, region: regions } = useWords(STATUS_WORDS);
  const search = useSearch({ from: '/cp/infra' });
  const navigate = useNavigate();
  const { kind, region, tenant_id, stack, order = 'failures_first' } = search;
  const set = (change: { [Key in keyof InfraSearch]: InfraSearch[Key] | undefined }) =>
    void navigate({ to: '/cp/infra', search: present({ ...search, ...change }), replace: true, resetScroll: false });
  const narrowed = filtersSet(filtersOf(search));
  // Where there is little room they are put away until they are wanted, or in force.
  const [opened, setOpened] = useState(narrowed > 0);
  const any = { value: '', label: words.any };
  return (
    <div className="space-y-3 border-b border-line px-4 py-3">
      <StatusChips chosen={search.status ?? []} onChange={(status) => set({ status })} />
      <Button className="sm:hidden" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {words.filters(narrowed)}
      </Button>
      <div
        className={classes(
          'grid grid-cols-2 items-end gap-2 sm:grid-cols-3 lg:grid-cols-[repeat(6,minmax(0,1fr))_auto]',
          !opened && 'max-sm:hidden',
        )}
      >
        <SelectField
          label={words.kind}
          value={kind ?? ''}
          options={[any, ...JOB_KINDS.map((value) => ({ value, label: kinds[value] }))]}
          onValue={(value) => set({ kind: JOB_KINDS.find((one) => one === value) })}
        />
        <SelectField
          label={words.region}
          value={region ?? ''}
          options={[any, ...REGIONS.map((value) => ({ value, label: `${value} · ${regions[value]}` }))]}
          onValue={(value) => set({ region: REGIONS.find((one) => one === value) })}
        />
        <TypedFilter label={words.tenant} value={tenant_id} onValue={(tenant_id) => set({ tenant_id })} />
        <TypedFilter label={words.stack} value={stack} onValue={(stack) => set({ stack })} />
        <SinceField value={search.since} onValue={(since) => set({ since })} />
        <SelectField
          label={words.order}
          value={order}
          options={JOB_ORDERS.map((value) => ({ value, label: words.orders[value] }))}
          onValue={(value) => set({ order: value === 'newest' ? value : undefined })}
        />
        <ClearFilters disabled={narrowed === 0} />
      </div>
    </div>
  );
}

/** Back to all jobs, in the order that was chosen. */
export function ClearFilters({ disabled = false }: { disabled?: boolean }) {
  const words = useWords(JOBS_WORDS);
  const { order } = useSearch({ from: '/cp/infra' });
  const navigate = useNavigate();
  return (
    <Button
      disabled={disabled}
      onClick={() => void navigate({ to: '/cp/infra', search: order ? { order } : {}, resetScroll: false })}
    >
      {words.clear}
    </Button>
  );
}

type Statuses = NonNullable<InfraSearch['status']>;

function StatusChips({ chosen, onChange }: { chosen: Statuses; onChange: (statuses: Statuses | undefined) => void }) {
  const words = useWords(JOBS_WORDS);
  const names = useWords(STATUS_WORDS).job;
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{words.status}</legend>
      {JOB_STATUSES.map((status) => {
        const on = chosen.includes(status);
        return (
          <button
            key={status}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(JOB_STATUSES.filter((one) => (one === status ? !on : chosen.includes(one))))}
            className={classes(
              'rounded-full border px-2.5 py-0.5 text-xs font-medium',
              on ? 'border-accent bg-accent-soft text-ink' : 'border-line-strong/60 text-muted hover:bg-sunken',
            )}
          >
            {names[status]}
          </button>
        );
      })}
    </fieldset>
  );
}

/** Milliseconds after the last key, so that the list is not read for each letter. */
const TYPING_MS = 350;

interface TypedFilterProps {
  label: string;
  value: string | undefined;
  onValue: (value: string | undefined) => void;
}

function TypedFilter({ label, value = '', onValue }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address has changed by itself: a link, or the way back.
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => onValue(wanted || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      label={label}
      value={typed}
      placeholder="–"
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onValue(typed.trim() || undefined);
      }}
    />
  );
}

const present = (search: object): InfraSearch =>
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
