import type { NodeFacts, Thresholds } from '@prego/placement-core';

/**
 * The floor: the rule as one loop over the same numbers in typed arrays, which finds the winner and nothing else: no
 * reasons, no counts, no runners-up, and ids only for the answer. Nothing is worked out beforehand.
 */
export class PlainLoop {
  readonly #ids: string[];
  readonly #percents: Float64Array[];
  readonly #metricsAt: Float64Array;
  readonly #seats: Int32Array[];
  readonly #state: Uint8Array;

  constructor(nodes: readonly NodeFacts[]) {
    this.#ids = nodes.map((node) => node.node_id);
    this.#percents = [0, 1, 2].map(() => new Float64Array(nodes.length));
    this.#metricsAt = new Float64Array(nodes.length);
    this.#seats = [0, 1, 2].map(() => new Int32Array(nodes.length));
    this.#state = new Uint8Array(nodes.length);
    nodes.forEach((node, i) => {
      this.change(i, node);
    });
  }

  change(i: number, node: NodeFacts): void {
    const [memory, cpu, disk] = this.#percents as [Float64Array, Float64Array, Float64Array];
    const [tenants, reservations, capacity] = this.#seats as [Int32Array, Int32Array, Int32Array];
    memory[i] = node.memory_pct ?? Number.NaN;
    cpu[i] = node.cpu_pct ?? Number.NaN;
    disk[i] = node.disk_pct ?? Number.NaN;
    this.#metricsAt[i] = node.metrics_at ?? Number.NaN;
    tenants[i] = node.tenants;
    reservations[i] = node.reservations;
    capacity[i] = node.capacity;
    const made = node.status === 'provisioning' ? 1 : 2;
    this.#state[i] = node.status === 'ready' && !node.closed ? 0 : made;
  }

  decide(thresholds: Thresholds, now: number): string | null {
    const [memory, cpu, disk] = this.#percents as [Float64Array, Float64Array, Float64Array];
    const [tenants, reservations, capacity] = this.#seats as [Int32Array, Int32Array, Int32Array];
    const [ids, metricsAt, state] = [this.#ids, this.#metricsAt, this.#state];
    const { memory_pct_max, cpu_pct_max, disk_pct_max, max_tenants_per_node } = thresholds;
    const fresh = now - thresholds.metrics_max_age_s * 1000;
    let winner = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < ids.length; i++) {
      const is = state[i] as number;
      if (is === 2) continue;
      const m = memory[i] as number;
      const c = cpu[i] as number;
      const d = disk[i] as number;
      // What turns most nodes away comes first, and divisions last: a node that is out costs next to nothing.
      if (is === 0 && !(m < memory_pct_max && c < cpu_pct_max && d < disk_pct_max)) continue;
      if (is === 0 && !((metricsAt[i] as number) >= fresh)) continue;
      const reserved = reservations[i] as number;
      const seats = Math.min(capacity[i] as number, max_tenants_per_node);
      const taken = (tenants[i] as number) + reserved;
      if (taken >= seats) continue;
      let score = (taken + 1) / seats;
      if (is === 1) score -= 3;
      else {
        const load = Math.max(m / memory_pct_max, c / cpu_pct_max, d / disk_pct_max) + (reserved + 1) / seats;
        score = load > 0.9 ? 0.9 - load : Math.max(score, load);
      }
      if (score > highest || (score === highest && (ids[i] as string) < (ids[winner] as string))) {
        highest = score;
        winner = i;
      }
    }
    return ids[winner] ?? null;
  }
}
