import type { NodeRole, NodeStatus, Region } from '@prego/contracts';

/** What a decision has to know of a node. Times are milliseconds since 1970; null is what the node has not said. */
export interface NodeFacts {
  readonly node_id: string;
  readonly region: Region;
  readonly role: NodeRole;
  readonly status: NodeStatus;
  readonly memory_pct: number | null;
  readonly cpu_pct: number | null;
  readonly disk_pct: number | null;
  readonly metrics_at: number | null;
  /** What `nextClosed` said at the last push of metrics. */
  readonly closed: boolean;
  readonly tenants: number;
  /** Seats held by unfinished jobs. */
  readonly reservations: number;
  /** How many tenants the node was made for. */
  readonly capacity: number;
}
