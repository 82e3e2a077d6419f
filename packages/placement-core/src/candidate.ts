import type { IneligibleReason } from '@prego/contracts';
import type { Candidate, Reason } from './decision.ts';
import { judge } from './judge.ts';
import type { NodeFacts } from './node-facts.ts';
import { OBSTACLES } from './obstacles.ts';
import type { Thresholds } from './thresholds.ts';

/** The numbers of a candidate. */
type CandidateNumbers = Omit<Candidate, 'node_id' | 'eligible' | 'reasons' | 'score'>;

/** A node as a row of the decision taken at `now` (milliseconds since 1970). */
export function candidateOf(node: NodeFacts, thresholds: Thresholds, now: number): Candidate {
  const { node_id, tenants, reservations, capacity } = node;
  const { obstacles, score } = judge(node, thresholds, now);
  // What was not looked at is not shown: else a stored row would not say whether its node was still made.
  const shown = node.status === 'provisioning' ? NOTHING : node;
  const numbers = {
    memory_pct: shown.memory_pct,
    cpu_pct: shown.cpu_pct,
    disk_pct: shown.disk_pct,
    tenants,
    reservations,
    capacity,
    metrics_age_s: ageInSeconds(shown.metrics_at, now),
  };
  return { node_id, eligible: obstacles === 0, reasons: reasonsOf(obstacles, numbers, thresholds), score, ...numbers };
}

const NOTHING = { memory_pct: null, cpu_pct: null, disk_pct: null, metrics_at: null };

/** The obstacles of a set as data, the gravest first. */
export const reasonsOf = (obstacles: number, node: CandidateNumbers, thresholds: Thresholds): Reason[] =>
  OBSTACLES.filter(({ bit }) => obstacles & bit).map(({ code }) => ({ code, ...measureOf(code, node, thresholds) }));

function measureOf(code: IneligibleReason, node: CandidateNumbers, thresholds: Thresholds): Omit<Reason, 'code'> {
  switch (code) {
    case 'metrics_stale':
      return measure(node.metrics_age_s, thresholds.metrics_max_age_s);
    case 'memory_over':
      return measure(node.memory_pct, thresholds.memory_pct_max);
    case 'cpu_over':
      return measure(node.cpu_pct, thresholds.cpu_pct_max);
    case 'disk_over':
      return measure(node.disk_pct, thresholds.disk_pct_max);
    case 'seats_full':
      return measure(node.tenants + node.reservations, Math.min(node.capacity, thresholds.max_tenants_per_node));
    default:
      return {};
  }
}

const measure = (actual: number | null, limit: number): Omit<Reason, 'code'> =>
  actual === null ? { limit } : { actual, limit };

/** Whole seconds, rounded up, so that what is too old by a millisecond reads as too old. A clock that is behind counts as 0. */
const ageInSeconds = (metricsAt: number | null, now: number): number | null =>
  metricsAt === null ? null : Math.max(0, Math.ceil((now - metricsAt) / 1000));
