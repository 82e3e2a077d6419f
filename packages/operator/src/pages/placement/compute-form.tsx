import type { Region } from '@prego/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { Button } from '../../ui/button.tsx';
import { isTenantId, PLAN_TIERS, REGIONS } from '../../ui/closed-sets.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import type { PlacementSearch } from './placement-search.ts';
import { PLACEMENT_WORDS } from './placement-words.ts';

interface ComputeFormProps {
  /** The one that the answer is about, where the address names none. */
  region: Region;
  onCompute: () => Promise<unknown>;
}

/** What is asked for. Tier and region count at once, the tenant's id when it is whole. */
export function ComputeForm({ region, onCompute }: ComputeFormProps) {
  const words = useWords(PLACEMENT_WORDS);
  const { region: regions, tier: tiers } = useWords(STATUS_WORDS);
  const search = useSearch({ from: '/cp/placement' });
  const navigate = useNavigate();
  const [tenant, setTenant] = useState(search.tenant_id ?? '');
  const [busy, setBusy] = useState(false);
  useEffect(() => setTenant(search.tenant_id ?? ''), [search.tenant_id]);
  const ask = (change: PlacementSearch) =>
    void navigate({ to: '/cp/placement', search: { ...search, view: 'now', ...change }, resetScroll: false });
  const wrong = tenant !== '' && !isTenantId(tenant.trim()) && tenant === search.tenant_id;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (tenant.trim() !== (search.tenant_id ?? '')) return ask({ tenant_id: tenant.trim() });
    setBusy(true);
    await onCompute();
    setBusy(false);
  };
  return (
    <Panel title={words.asked}>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_2fr_auto]"
      >
        <SelectField
          label={words.tier}
          value={search.plan_tier ?? 'basic'}
          options={PLAN_TIERS.map((tier) => ({ value: tier, label: tiers[tier] }))}
          onValue={(tier) => ask({ plan_tier: tier as (typeof PLAN_TIERS)[number] })}
        />
        <SelectField
          label={words.region}
          value={region}
          options={REGIONS.map((name) => ({ value: name, label: `${regions[name]} (${name})` }))}
          onValue={(name) => ask({ region: name as Region })}
        />
        <TextField
          label={words.tenant}
          hint={words.tenantHint}
          error={wrong ? words.tenantWrong : undefined}
          value={tenant}
          onChange={(event) => setTenant(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="sm:mt-5">
          {words.compute}
        </Button>
      </form>
    </Panel>
  );
}
