import type { NodeStatus, Region } from '@prego/contracts';
import { type Columns, grown, makeColumns, moveRows } from './columns.ts';
import type { NodeFacts } from './node-facts.ts';
import { OBSTACLE_SETS, obstaclesOf, watchedSince } from './obstacles.ts';
import { scoreOf, standingOf } from './score.ts';
import type { Thresholds } from './thresholds.ts';

/** A column holds the index of a status. What is kept for 30 days rests on this order too. */
export const STATUSES: readonly NodeStatus[] = ['provisioning', 'ready', 'cordoned', 'draining', 'retired', 'failed'];

/**
 * The shared nodes of one region, kept ready for decisions and brought up to date node by node. Rows are in the order of
 * node ids, whatever order they came in: the same nodes are the same snapshot, and of two rows the first has
 * the smaller id. Nodes come rarely; one that does not come last moves those behind it, which takes microseconds.
 */
export class Snapshot {
  readonly region: Region;
  /** Its rows, for the loop of a decision; nobody else writes or reads them. */
  columns: Columns = makeColumns(64);
  readonly nodeIds: string[] = [];
  /** How many nodes have each set of obstacles, stale metrics aside. */
  readonly sets = new Uint32Array(OBSTACLE_SETS);
  readonly totals = { tenants: 0, reservations: 0, capacity: 0 };

  #preparedFor: Thresholds | null = null;

  constructor(region: Region) {
    this.region = region;
  }

  get size(): number {
    return this.nodeIds.length;
  }

  /** Adds a node, or replaces what was known of it. A node of another region or role is not let in, and taken out. */
  upsert(facts: NodeFacts): void {
    if (facts.region !== this.region || facts.role !== 'shared') {
      this.remove(facts.node_id);
      return;
    }
    const row = this.#rowOf(facts.node_id);
    if (this.nodeIds[row] === facts.node_id) this.#count(row, -1);
    else this.#insert(row, facts.node_id);
    this.#write(row, facts);
    this.#count(row, 1);
  }

  /**
   * Judges every node by these thresholds, and from then on each that changes, so that a decision has little left to do. Of
   * 10,000 that takes some milliseconds; nothing is done if it is so already. A decision sees to it by itself.
   */
  prepare(thresholds: Thresholds): void {
    if (this.#preparedFor && isSame(this.#preparedFor, thresholds)) return;
    this.#preparedFor = { ...thresholds };
    this.sets.fill(0);
    for (let row = 0; row < this.size; row++) {
      this.#judge(row, this.at(row), thresholds);
      this.#countSet(row, 1);
    }
  }

  /** Takes a node out; nothing happens if it is not there. */
  remove(nodeId: string): void {
    const row = this.#rowOf(nodeId);
    if (this.nodeIds[row] !== nodeId) return;
    this.#count(row, -1);
    moveRows(this.columns, row, row + 1, this.size);
    this.nodeIds.splice(row, 1);
  }

  /** What is known of a node. */
  get(nodeId: string): NodeFacts | undefined {
    const row = this.#rowOf(nodeId);
    return this.nodeIds[row] === nodeId ? this.at(row) : undefined;
  }

  /** What is known of the node of a row, from 0 to `size` - 1. */
  at(row: number): NodeFacts {
    const { columns } = this;
    return {
      node_id: this.nodeIds[row] as string,
      region: this.region,
      role: 'shared',
      status: STATUSES[columns.status[row] as number] as NodeStatus,
      memory_pct: known(columns.memory[row]),
      cpu_pct: known(columns.cpu[row]),
      disk_pct: known(columns.disk[row]),
      metrics_at: known(columns.metricsAt[row]),
      closed: columns.closed[row] === 1,
      tenants: columns.tenants[row] as number,
      reservations: columns.reservations[row] as number,
      capacity: columns.capacity[row] as number,
    };
  }

  /** The row of a node, or the row before which it belongs. */
  #rowOf(nodeId: string): number {
    let [low, high] = [0, this.nodeIds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.nodeIds[middle] as string) < nodeId) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(row: number, nodeId: string): void {
    if (this.size === this.columns.memory.length) this.columns = grown(this.columns);
    moveRows(this.columns, row + 1, row, this.size);
    this.nodeIds.splice(row, 0, nodeId);
  }

  #countSet(row: number, sign: 1 | -1): void {
    const set = this.columns.obstacles[row] as number;
    this.sets[set] = (this.sets[set] as number) + sign;
  }

  #count(row: number, sign: 1 | -1): void {
    this.#countSet(row, sign);
    this.totals.tenants += sign * (this.columns.tenants[row] as number);
    this.totals.reservations += sign * (this.columns.reservations[row] as number);
    this.totals.capacity += sign * (this.columns.capacity[row] as number);
  }

  #write(row: number, facts: NodeFacts): void {
    const { columns } = this;
    columns.memory[row] = facts.memory_pct ?? Number.NaN;
    columns.cpu[row] = facts.cpu_pct ?? Number.NaN;
    columns.disk[row] = facts.disk_pct ?? Number.NaN;
    columns.metricsAt[row] = facts.metrics_at ?? Number.NaN;
    columns.tenants[row] = facts.tenants;
    columns.reservations[row] = facts.reservations;
    columns.capacity[row] = facts.capacity;
    columns.status[row] = STATUSES.indexOf(facts.status);
    columns.closed[row] = facts.closed ? 1 : 0;
    if (this.#preparedFor) this.#judge(row, facts, this.#preparedFor);
  }

  #judge(row: number, facts: NodeFacts, thresholds: Thresholds): void {
    const { columns } = this;
    const obstacles = obstaclesOf(facts, thresholds);
    const standing = standingOf(facts, thresholds);
    columns.obstacles[row] = obstacles;
    columns.watchedSince[row] = watchedSince(facts);
    columns.score[row] = scoreOf(obstacles, standing);
    columns.behind[row] = standing.behind;
  }
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

const isSame = (a: Thresholds, b: Thresholds): boolean =>
  (Object.keys(a) as (keyof Thresholds)[]).every((field) => a[field] === b[field]);
