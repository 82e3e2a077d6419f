import { useWords } from '../../../i18n/language.tsx';
import type { PagedLive } from '../../../live/use-live-pages.ts';
import type { DecisionRow } from '../../../timeline/timeline-row.ts';
import { TIMELINE_WORDS } from '../../../timeline/timeline-words.ts';
import { Empty } from '../../../ui/empty.tsx';
import { DecisionLink, NodeLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Time } from '../../../ui/time.tsx';
import { ReadOlder } from './read-older.tsx';
import { SCREEN_WORDS } from './screen-words.ts';

interface DecisionsPanelProps {
  tenantId: string;
  decisions: PagedLive<DecisionRow>;
}

/** Where it was decided that the tenant lands, each with its replay. */
export function DecisionsPanel({ tenantId, decisions }: DecisionsPanelProps) {
  const { live } = decisions;
  const words = useWords(SCREEN_WORDS);
  const { reason } = useWords(TIMELINE_WORDS);
  return (
    <Panel title={words.decisions} aside={live.data?.length} flush>
      <QueryView query={live} what={words.decisions}>
        {(decisions) =>
          decisions.length === 0 ? (
            <Empty>{words.noDecisions}</Empty>
          ) : (
            <ul className="max-h-80 overflow-y-auto">
              {decisions.map((decision) => (
                <li
                  key={decision.decision_id}
                  className="space-y-1 border-b border-line px-4 py-2 text-sm last:border-b-0"
                >
                  <div className="flex flex-wrap items-center justify-between gap-x-3">
                    {decision.selected_node_id ? (
                      <NodeLink id={decision.selected_node_id} />
                    ) : (
                      <span className="font-medium">{decision.placement.dedicated ? words.trio : words.newServer}</span>
                    )}
                    <span className="text-xs text-muted">
                      <Time at={decision.created_at} />
                    </span>
                  </div>
                  <p className="text-xs text-muted">{reason[decision.decision_reason]}</p>
                  <p className="text-xs">
                    <DecisionLink id={decision.decision_id} of={{ tenant_id: tenantId }} />
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <ReadOlder of={decisions} label={words.moreDecisions} />
    </Panel>
  );
}
