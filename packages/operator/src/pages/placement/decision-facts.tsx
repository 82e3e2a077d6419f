import type { StoredDecision } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { JobLink, NodeLink, TenantLink } from '../../ui/id-links.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { OutcomeSentence } from './outcome-sentence.tsx';
import { PLACEMENT_WORDS } from './placement-words.ts';
import { sentenceOf } from './sentence-of.ts';
import { useThresholdFacts } from './use-threshold-facts.tsx';

/** What was recorded of a decision, and whom it was for. */
export function DecisionFacts({ of }: { of: StoredDecision }) {
  const words = useWords(DECISION_WORDS);
  const shared = useWords(PLACEMENT_WORDS);
  const { region: regions, tier: tiers } = useWords(STATUS_WORDS);
  const thresholds = useThresholdFacts(of);
  const { decision_id, tenant_id, job_id, selected_node_id: winner, plan_tier, region } = of;
  return (
    <div className="space-y-4">
      <OutcomeSentence makes={of.placement.create_new_server}>{sentenceOf(words.saying, of)}</OutcomeSentence>
      <Facts
        of={[
          [shared.why, shared.reason[of.decision_reason]],
          [shared.winner, winner ? <NodeLink key="winner" id={winner} copy /> : shared.noWinner],
          [words.asked, words.askedFor(tiers[plan_tier], regions[region])],
          [
            words.tenant,
            tenant_id && (
              <OfOne key="tenant" search={{ tenant_id, decision_id }} label={words.ofTenant}>
                <TenantLink id={tenant_id} />
              </OfOne>
            ),
          ],
          [
            words.job,
            job_id && (
              <OfOne key="job" search={{ job_id, decision_id }} label={words.ofJob}>
                <JobLink id={job_id} />
              </OfOne>
            ),
          ],
          [words.offers, of.offers.map(({ server_type, location }) => `${server_type} ${location}`).join(', ')],
          ...thresholds,
          [words.snapshot, <Snapshot key="snapshot" digest={of.snapshot_digest} />],
        ]}
      />
      <Link
        to="/cp/placement"
        search={{ view: 'now', plan_tier, region }}
        className="text-sm text-accent underline-offset-2 hover:underline"
      >
        {words.nowFor(tiers[plan_tier], regions[region])}
      </Link>
    </div>
  );
}

interface OfOneProps {
  search: { readonly decision_id: string; readonly tenant_id?: string; readonly job_id?: string };
  label: string;
  children: ReactNode;
}

/** A link to whom the decision was for, and one to all decisions about it. */
function OfOne({ search, label, children }: OfOneProps) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
      {children}
      <Link
        to="/cp/placement"
        search={{ view: 'decisions', ...search }}
        className="inline-flex min-h-[24px] items-center text-xs text-accent underline-offset-2 hover:underline"
      >
        {label}
      </Link>
    </span>
  );
}

function Snapshot({ digest }: { digest: string | null }) {
  const words = useWords(DECISION_WORDS);
  if (digest === null) return words.noSnapshot;
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <code className="truncate font-mono text-xs">{digest.slice(0, 16)}…</code>
      <CopyButton text={digest} what={words.snapshot} />
    </span>
  );
}
