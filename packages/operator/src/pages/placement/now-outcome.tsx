import type { ComputedPlacement } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { Facts } from '../../ui/facts.tsx';
import { NodeLink, TenantLink } from '../../ui/id-links.tsx';
import { OutcomeSentence } from './outcome-sentence.tsx';
import { PLACEMENT_WORDS } from './placement-words.ts';
import { sentenceOf } from './sentence-of.ts';
import { useThresholdFacts } from './use-threshold-facts.tsx';

/** Where the tenant would land, why, and by which rule. */
export function NowOutcome({ of }: { of: ComputedPlacement }) {
  const words = useWords(PLACEMENT_WORDS);
  const thresholds = useThresholdFacts(of);
  const { tenant_id: tenant, selected_node_id: winner } = of;
  return (
    <div className="space-y-4">
      <OutcomeSentence makes={of.placement.create_new_server}>{sentenceOf(words.saying, of)}</OutcomeSentence>
      <Facts
        of={[
          [words.why, words.reason[of.decision_reason]],
          [words.winner, winner ? <NodeLink key="winner" id={winner} copy /> : words.noWinner],
          tenant
            ? [
                words.for,
                <span key="tenant">
                  <TenantLink id={tenant} /> <span className="text-muted">({words.forTenant})</span>{' '}
                  <Link
                    to="/cp/placement"
                    search={{ view: 'decisions', tenant_id: tenant }}
                    className="text-accent underline-offset-2 hover:underline"
                  >
                    {words.decisionsOf}
                  </Link>
                </span>,
              ]
            : [words.for, null],
          ...thresholds,
        ]}
      />
    </div>
  );
}
