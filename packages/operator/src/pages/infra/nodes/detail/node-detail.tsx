import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../../../i18n/language.tsx';
import { Button } from '../../../../ui/button.tsx';
import { FreshnessLine } from '../../../../ui/freshness-line.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { QueryView } from '../../../../ui/query-view.tsx';
import { ACTION_WORDS } from '../action-words.ts';
import type { Resource } from '../hourly-series.ts';
import { actionsOn, retiringOf } from '../node-actions.ts';
import { nodeLinkId } from '../node-cells.tsx';
import type { PriceOfNode } from '../node-prices.ts';
import { useNode } from '../use-node.ts';
import type { Ask } from '../use-node-actions.ts';
import { DETAIL_WORDS } from './detail-words.ts';
import { NodeAudit } from './node-audit.tsx';
import { NodeFacts } from './node-facts.tsx';
import { NodeLoad } from './node-load.tsx';
import { NodeSeats } from './node-seats.tsx';

interface NodeDetailProps {
  nodeId: string;
  ask: Ask;
  priceOf: PriceOfNode;
  thresholds: Readonly<Record<Resource, number>> | undefined;
}

/** All that is known of one node, wherever in the list it stands. */
export function NodeDetail({ nodeId, ask, priceOf, thresholds }: NodeDetailProps) {
  const words = useWords(DETAIL_WORDS);
  const { press } = useWords(ACTION_WORDS);
  const node = useNode(nodeId);
  const top = useRef<HTMLDivElement>(null);
  // Whoever has chosen it wants to be there, also where it stands above a list that they have scrolled.
  useEffect(() => top.current?.focus(), []);
  const close = useClose(nodeId);
  const retiring = node.data && retiringOf(node.data);
  return (
    <div ref={top} tabIndex={-1} className="space-y-4 outline-none">
      <Panel
        title={<span className="font-mono">{nodeId}</span>}
        aside={<FreshnessLine of={[node]} />}
        actions={
          <>
            {node.data &&
              actionsOn(node.data.status).map((action) => (
                <Button
                  key={action}
                  look={action === 'fail' ? 'danger' : 'secondary'}
                  onClick={() => node.data && ask(action, node.data)}
                >
                  {press[action]}
                </Button>
              ))}
            {(retiring === 'possible' || retiring === 'in_use') && (
              <Button look="danger" onClick={() => node.data && ask('retire', node.data)}>
                {press.retire}
              </Button>
            )}
            <Button look="quiet" square aria-label={words.closeDetail} title={words.closeDetail} onClick={close}>
              <X aria-hidden size={16} />
            </Button>
          </>
        }
      >
        <QueryView query={node} what={nodeId} lines={8}>
          {(found) => <NodeFacts node={found} price={priceOf(found)} />}
        </QueryView>
      </Panel>
      {node.data && (
        <>
          <NodeLoad nodeId={nodeId} thresholds={thresholds} />
          <NodeSeats node={node.data} />
          <NodeAudit nodeId={nodeId} />
        </>
      )}
    </div>
  );
}

/** Takes the node out of the address, and the focus back to where it was chosen. */
function useClose(nodeId: string) {
  const navigate = useNavigate({ from: '/cp/infra' });
  return () => {
    void navigate({ search: ({ node_id: _, ...before }) => before, resetScroll: false }).then(() =>
      document.getElementById(nodeLinkId(nodeId))?.focus(),
    );
  };
}
