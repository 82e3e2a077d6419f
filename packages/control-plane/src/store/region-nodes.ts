import type { Region } from '@prego/contracts';
import { type NodeFacts, Snapshot } from '@prego/placement-core';
import type { ServerMetricsRow } from './tables/fleet.ts';
import type { NodesRow } from './tables/nodes.ts';

/** What placement wants to know of a node's row. */
export type PlacedNode = Pick<
  NodesRow,
  'node_id' | 'region' | 'role' | 'status' | 'tenants' | 'reservations' | 'capacity' | 'seq'
>;
export type PlacedMetrics = Pick<
  ServerMetricsRow,
  'node_id' | 'cpu_pct' | 'memory_pct' | 'disk_pct' | 'closed' | 'updated_at' | 'seq'
>;

/** The row with the highest seq that is known of a table: what is read next has to begin with it or with a later version of it. */
export interface Mark {
  readonly seq: number;
  readonly node_id: string | undefined;
}
const NOTHING: Mark = { seq: 0, node_id: undefined };

/** Whether rows read from a mark on go on from there. If not, the table is another: restored, or emptied. */
export const continues = (mark: Mark, rows: readonly { readonly node_id: string }[]): boolean =>
  mark.node_id === undefined || rows.some(({ node_id }) => node_id === mark.node_id);

/**
 * The nodes of a region as this isolate knows them. Requests bring it up to date at the same time and in any order: each row
 * carries its seq, and an older one never replaces a newer.
 */
export class RegionNodes {
  readonly snapshot: Snapshot;
  nodesMark: Mark = NOTHING;
  metricsMark: Mark = NOTHING;
  readonly #nodeSeqs = new Map<string, number>();
  readonly #metricsSeqs = new Map<string, number>();

  constructor(region: Region) {
    this.snapshot = new Snapshot(region);
  }

  /** Takes rows in the order of their seq. */
  take(nodes: readonly PlacedNode[], metrics: readonly PlacedMetrics[]): void {
    for (const node of nodes) if (isNewer(this.#nodeSeqs, node)) this.#takeNode(node);
    for (const row of metrics) if (isNewer(this.#metricsSeqs, row)) this.#takeMetrics(row);
    this.nodesMark = later(this.nodesMark, nodes.at(-1));
    this.metricsMark = later(this.metricsMark, metrics.at(-1));
  }

  /** Looks at the region as it is without one seat that is reserved on a node: that of a tenant who is decided again. */
  without<T>(nodeId: string | undefined, look: () => T): T {
    const facts = nodeId === undefined ? undefined : this.snapshot.get(nodeId);
    if (!facts || facts.reservations === 0) return look();
    this.snapshot.upsert({ ...facts, reservations: facts.reservations - 1 });
    try {
      return look();
    } finally {
      this.snapshot.upsert(facts);
    }
  }

  #takeNode({ seq: _, ...node }: PlacedNode): void {
    this.snapshot.upsert({ ...UNHEARD, ...this.snapshot.get(node.node_id), ...node });
  }

  #takeMetrics({ node_id, memory_pct, cpu_pct, disk_pct, closed, updated_at }: PlacedMetrics): void {
    const facts = this.snapshot.get(node_id);
    // Dedicated nodes report too, and are not placed upon.
    if (!facts) return;
    this.snapshot.upsert({ ...facts, memory_pct, cpu_pct, disk_pct, closed: closed === 1, metrics_at: updated_at });
  }
}

const UNHEARD: Pick<NodeFacts, 'memory_pct' | 'cpu_pct' | 'disk_pct' | 'metrics_at' | 'closed'> = {
  memory_pct: null,
  cpu_pct: null,
  disk_pct: null,
  metrics_at: null,
  closed: false,
};

function isNewer(seqs: Map<string, number>, { node_id, seq }: { node_id: string; seq: number }): boolean {
  if (seq <= (seqs.get(node_id) ?? -1)) return false;
  seqs.set(node_id, seq);
  return true;
}

const later = (mark: Mark, row: Mark | undefined): Mark =>
  row && row.seq > mark.seq ? { seq: row.seq, node_id: row.node_id } : mark;
