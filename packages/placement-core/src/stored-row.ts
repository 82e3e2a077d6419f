import { reasonsOf } from './candidate.ts';
import type { Candidate, Reason } from './decision.ts';
import { judge } from './judge.ts';
import type { NodeState } from './obstacles.ts';
import type { Thresholds } from './thresholds.ts';

/** A stored row judged anew: as it would have to read by its own numbers. */
export function judgedAgain(row: Candidate, thresholds: Thresholds): Candidate {
  const { obstacles, score } = judge(nodeOfRow(row), thresholds, DECIDED_AT);
  return { ...row, eligible: obstacles === 0, reasons: reasonsOf(obstacles, row, thresholds), score };
}

/** The best of the eligible rows: the highest score, then the smallest id. */
export function bestOf(rows: readonly Candidate[]): Candidate | undefined {
  const ahead = (a: Candidate, b: Candidate): boolean =>
    a.score > b.score || (a.score === b.score && a.node_id < b.node_id);
  return rows
    .filter(({ eligible }) => eligible)
    .reduce<Candidate | undefined>((best, row) => (best === undefined || ahead(row, best) ? row : best), undefined);
}

/** A row says how old its metrics were, not when they came: its clock begins with the decision. */
const DECIDED_AT = 0;

/** The node that a row is of. What it is can't be told from its numbers: its reasons say it. */
function nodeOfRow(row: Candidate): NodeState {
  const says = (code: Reason['code']): boolean => row.reasons.some((reason) => reason.code === code);
  const metrics = [row.memory_pct, row.cpu_pct, row.disk_pct, row.metrics_age_s];
  // A node that is still made is the only one that may lack all metrics without being told so.
  const isMade = metrics.every((value) => value === null) && !says('metrics_missing');
  const said = (['retired', 'failed', 'draining', 'cordoned'] as const).find(says);
  return {
    ...row,
    status: said ?? (isMade ? 'provisioning' : 'ready'),
    closed: says('cooling_down'),
    metrics_at: row.metrics_age_s === null ? null : DECIDED_AT - row.metrics_age_s * 1000,
  };
}
