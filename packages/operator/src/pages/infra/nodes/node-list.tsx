import type { NodeSummary } from '@prego/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { FleetLine } from './fleet-line.tsx';
import type { Resource } from './hourly-series.ts';
import { allColumns, fewColumns } from './node-columns.tsx';
import { NodeFilters, sortOf } from './node-filters.tsx';
import type { PriceOfNode } from './node-prices.ts';
import { NODES_WORDS } from './nodes-words.ts';
import { inOrderOf, sortNodes } from './sort-nodes.ts';
import type { Ask } from './use-node-actions.ts';
import { useNodeList } from './use-node-list.ts';

interface NodeListProps {
  /** The node whose detail stands beside it. */
  beside: string | undefined;
  ask: Ask;
  isAsking: boolean;
  priceOf: PriceOfNode;
  thresholds: Readonly<Record<Resource, number>> | undefined;
}

/** The nodes that fit the address's filters. */
export function NodeList({ beside, ask, isAsking, priceOf, thresholds }: NodeListProps) {
  const words = useWords(NODES_WORDS);
  const { region, node_status, role, stale } = useSearch({ from: '/cp/infra' });
  const { query, live, isReading, isCut, isOfOtherFilters } = useNodeList({
    ...(region && { region }),
    ...(node_status && { status: node_status }),
    ...(role && { role }),
    ...(stale && { stale }),
  });
  const isFiltered = Boolean(region || node_status || role || stale);
  return (
    <Panel
      flush
      title={words.nodes}
      aside={query.data && <FleetLine nodes={query.data} priceOf={priceOf} isReading={isReading} isCut={isCut} />}
      actions={<FreshnessLine of={[live]} />}
    >
      <NodeFilters />
      <QueryView query={query} what={words.nodes} lines={8}>
        {(nodes) =>
          nodes.length === 0 ? (
            <Empty>{isFiltered ? words.none : words.noneAtAll}</Empty>
          ) : (
            <div aria-busy={isOfOtherFilters} className={isOfOtherFilters ? 'opacity-60' : undefined}>
              <NodeTable {...{ nodes, beside, ask, isAsking, priceOf, thresholds }} />
            </div>
          )
        }
      </QueryView>
    </Panel>
  );
}

function NodeTable({ nodes, beside, ask, isAsking, priceOf, thresholds }: NodeListProps & { nodes: NodeSummary[] }) {
  const words = useWords(NODES_WORDS);
  const navigate = useNavigate({ from: '/cp/infra' });
  const { rows, onMenu } = useRows(nodes, isAsking);
  const columns = useMemo(
    () => (beside ? fewColumns : allColumns)({ words, priceOf, thresholds, ask, onMenu }),
    [beside, words, priceOf, thresholds, ask, onMenu],
  );
  return (
    <VirtualTable
      label={words.nodes}
      columns={columns}
      rows={rows}
      rowKey={({ node_id }) => node_id}
      rowHeight={60}
      minWidthRem={beside ? 25 : 83}
      isSelected={({ node_id }) => node_id === beside}
      onRowKey={(event, { node_id }) => {
        if (event.key !== 'Enter') return;
        void navigate({ search: (before) => ({ ...before, node_id }), resetScroll: false });
      }}
    />
  );
}

/** The nodes in the order that is asked for; while a menu or a question is open, in that which they had. */
function useRows(nodes: NodeSummary[], isAsking: boolean) {
  const sort = sortOf(useSearch({ from: '/cp/infra' }));
  const [isMenuOpen, setMenuOpen] = useState(false);
  const sorted = useMemo(() => sortNodes(nodes, sort), [nodes, sort]);
  const shown = useRef<readonly string[]>([]);
  const rows = isMenuOpen || isAsking ? inOrderOf(nodes, shown.current) : sorted;
  shown.current = rows.map(({ node_id }) => node_id);
  return { rows, onMenu: useCallback((open: boolean) => setMenuOpen(open), []) };
}
