import type { PlanTier, Region } from '@prego/contracts';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { oneOf } from '../../../plain-search.ts';
import { Button } from '../../../ui/button.tsx';
import { PLAN_TIERS, REGIONS } from '../../../ui/closed-sets.ts';
import { Facts } from '../../../ui/facts.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { SelectField, TextField } from '../../../ui/fields.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { TENANT_WORDS } from '../tenant-words.ts';
import type { KnownTenant } from './enqueue-dialog.tsx';
import { type Fault, slugFault, slugFor, tenantIdFault } from './enqueue-rules.ts';
import { ENQUEUE_WORDS } from './enqueue-words.ts';
import { LandingLine } from './landing-line.tsx';
import { useEnqueue } from './use-enqueue.ts';

/** What may still become right by typing on: said once it is sent so. */
const UNFINISHED: readonly Fault[] = ['empty', 'ends'];

interface EnqueueFormProps {
  onClose: () => void;
  onMade?: (() => void) | undefined;
  baseDomain: string | undefined;
  proposedId?: string | undefined;
  again?: { readonly tenant: KnownTenant; readonly fixed: boolean } | undefined;
}

/** Lives as long as the dialog is open, and with it the keys by which the same request makes one job. */
export function EnqueueForm({ onClose, onMade, baseDomain, proposedId = '', again }: EnqueueFormProps) {
  const words = useWords(ENQUEUE_WORDS);
  const labels = useWords(TENANT_WORDS);
  const { cancel } = useWords(UI_WORDS);
  const { region: regions, tier: tiers } = useWords(STATUS_WORDS);
  const [id, setId] = useState(again?.tenant.tenant_id ?? proposedId);
  // Undefined: as the id proposes it.
  const [typedSlug, setTypedSlug] = useState(again?.tenant.subdomain_slug);
  const [tier, setTier] = useState<PlanTier>(again?.tenant.plan_tier ?? 'basic');
  const [region, setRegion] = useState<Region>(again?.tenant.region ?? 'sg');
  const [tried, setTried] = useState(false);
  const { send, busy, failure } = useEnqueue(onMade);
  const slug = typedSlug ?? slugFor(id);
  const faults = { id: tenantIdFault(id), slug: slugFault(slug) };
  const said = (fault: Fault | undefined) =>
    fault && (tried || !UNFINISHED.includes(fault)) ? words.fault[fault] : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!faults.id && !faults.slug) send(id, { subdomain_slug: slug, plan_tier: tier, region });
  };
  const address = baseDomain && slug && !faults.slug ? words.address(`${slug}.${baseDomain}`) : words.slugHint;
  return (
    <form onSubmit={submit} className="space-y-4" noValidate>
      {again?.fixed ? (
        <Facts
          of={[
            [labels.slug, slug],
            [labels.planTier, tiers[tier]],
            [labels.region, regions[region]],
          ]}
        />
      ) : (
        <>
          {!again && (
            <TextField
              label={words.tenantId}
              value={id}
              maxLength={80}
              aria-required
              error={faults.id === 'characters' ? words.idCharacters : said(faults.id)}
              onChange={(event) => setId(event.target.value)}
            />
          )}
          <TextField
            label={labels.slug}
            value={slug}
            maxLength={80}
            aria-required
            hint={address}
            error={said(faults.slug)}
            onChange={(event) => setTypedSlug(event.target.value)}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label={labels.planTier}
              value={tier}
              options={PLAN_TIERS.map((value) => ({ value, label: tiers[value] }))}
              onValue={(value) => setTier(oneOf(PLAN_TIERS, value) ?? 'basic')}
            />
            <SelectField
              label={labels.region}
              value={region}
              options={REGIONS.map((value) => ({ value, label: regions[value] }))}
              onValue={(value) => setRegion(oneOf(REGIONS, value) ?? 'sg')}
            />
          </div>
        </>
      )}
      <LandingLine tier={tier} region={region} />
      {failure && <FailureLine error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{cancel}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}
