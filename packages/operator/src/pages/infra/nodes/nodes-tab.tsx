import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { NodeDetail } from './detail/node-detail.tsx';
import { NodeList } from './node-list.tsx';
import { NodeQuestions } from './node-questions.tsx';
import { RetiringNote } from './retiring-note.tsx';
import { useNodeActions } from './use-node-actions.ts';
import { useNodePrices } from './use-node-prices.ts';
import { useThresholds } from './use-thresholds.ts';

/** Every node, the worst first; beside them, or above where there is no room, the one that the address names. */
export function NodesTab() {
  const { node_id } = useSearch({ from: '/cp/infra' });
  const actions = useNodeActions();
  const priceOf = useNodePrices();
  const thresholds = useThresholds();
  const shared = useMemo(() => ({ priceOf, thresholds }), [priceOf, thresholds]);
  const { retired } = actions;
  return (
    <>
      {retired && <RetiringNote key={retired.job_id} {...retired} />}
      <div className={node_id ? 'grid items-start gap-4 xl:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]' : undefined}>
        {node_id && (
          <div className="min-w-0 xl:order-2">
            <NodeDetail key={node_id} nodeId={node_id} ask={actions.ask} {...shared} />
          </div>
        )}
        <NodeList beside={node_id} ask={actions.ask} isAsking={actions.asked !== undefined} {...shared} />
      </div>
      <NodeQuestions actions={actions} />
    </>
  );
}
