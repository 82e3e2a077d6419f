import type { NodeSummary } from '@prego/contracts';
import type { Column } from '../../../ui/column.ts';
import { RESOURCES, type Resource } from './hourly-series.ts';
import { LoadCell, LoadFigure } from './load-cell.tsx';
import { HourPrice, NodeFreshness, NodeName, NodeOrigin, NodeStatusCell } from './node-cells.tsx';
import { NodeMenu } from './node-menu.tsx';
import type { PriceOfNode } from './node-prices.ts';
import type { NODES_WORDS } from './nodes-words.ts';
import { SeatMeter } from './seat-meter.tsx';
import type { Ask } from './use-node-actions.ts';

export interface ColumnsOf {
  words: (typeof NODES_WORDS)['en' | 'ko'];
  priceOf: PriceOfNode;
  thresholds: Readonly<Record<Resource, number>> | undefined;
  ask: Ask;
  /** While a menu is open the rows stay where they are. */
  onMenu: (open: boolean) => void;
}

type NodeColumn = Column<NodeSummary>;

const nothing = () => null;

/** Of the list that has the page for itself. */
export function allColumns({ words, priceOf, thresholds, ...of }: ColumnsOf): NodeColumn[] {
  const load = (resource: Resource): NodeColumn => ({
    key: resource,
    head: words.head[resource],
    width: '10rem',
    cell: (node) => <LoadCell node={node} resource={resource} limit={thresholds?.[resource]} />,
    passing: (node) => <LoadFigure node={node} resource={resource} limit={thresholds?.[resource]} />,
  });
  return [
    nameColumn(words),
    {
      key: 'status',
      head: words.head.status,
      width: 'minmax(9rem,1.4fr)',
      cell: (node) => <NodeStatusCell node={node} />,
    },
    {
      key: 'reported',
      head: words.head.reported,
      width: '6.5rem',
      cell: (node) => <NodeFreshness node={node} />,
      passing: nothing,
    },
    {
      key: 'seats',
      head: words.head.seats,
      width: '9.5rem',
      cell: (node) => <SeatMeter node={node} />,
      passing: nothing,
    },
    ...RESOURCES.map(load),
    {
      key: 'price',
      head: words.head.price,
      width: '5.5rem',
      align: 'end',
      cell: (node) => <HourPrice price={node.status === 'retired' ? undefined : priceOf(node)} />,
      passing: nothing,
    },
    {
      key: 'origin',
      head: words.head.origin,
      width: 'minmax(7rem,1fr)',
      cell: (node) => <NodeOrigin node={node} />,
      passing: nothing,
    },
    menuColumn(words, of),
  ];
}

/** Of the list beside a node's detail: enough to choose another. */
export function fewColumns({ words, ...of }: ColumnsOf): NodeColumn[] {
  return [
    nameColumn(words),
    {
      key: 'status',
      head: words.head.status,
      width: 'minmax(7.5rem,1fr)',
      cell: (node) => (
        <>
          <NodeStatusCell node={node} />
          <NodeFreshness node={node} />
        </>
      ),
    },
    menuColumn(words, of),
  ];
}

const nameColumn = (words: ColumnsOf['words']): NodeColumn => ({
  key: 'node',
  head: words.head.node,
  width: 'minmax(11.5rem,1fr)',
  cell: (node) => <NodeName node={node} />,
  passing: ({ node_id }) => <span className="font-mono text-[0.92em] whitespace-nowrap">{node_id}</span>,
});

const menuColumn = (words: ColumnsOf['words'], { ask, onMenu }: Pick<ColumnsOf, 'ask' | 'onMenu'>): NodeColumn => ({
  key: 'menu',
  head: <span className="sr-only">{words.head.actions}</span>,
  width: '3rem',
  align: 'end',
  cell: (node) => <NodeMenu node={node} ask={ask} onOpenChange={onMenu} />,
  passing: nothing,
});
