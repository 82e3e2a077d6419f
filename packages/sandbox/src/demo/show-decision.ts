import { styleText } from 'node:util';
import type { StoredDecision } from '@prego/contracts';

/** What a decision says of itself, in a few lines: where, why, and what every candidate had for or against it. */
export function linesOf(decision: StoredDecision): string[] {
  const { placement, cluster } = decision;
  const nodes = cluster.nodes === 1 ? 'one node' : `${cluster.nodes || 'no'} nodes`;
  const seen = `${nodes} in ${cluster.region}, ${cluster.eligible} eligible`;
  return [
    `${styleText('bold', where(placement))}: ${decision.decision_reason} (${seen})`,
    ...decision.candidates.map(lineOf),
  ];
}

function where({ dedicated, region, target_server_id }: StoredDecision['placement']): string {
  if (target_server_id !== null) return `→ ${target_server_id}`;
  return dedicated ? `→ three servers of its own in ${region}` : `→ a new shared node in ${region}`;
}

type Candidate = StoredDecision['candidates'][number];

function lineOf(candidate: Candidate): string {
  const { node_id, tenants, reservations, capacity } = candidate;
  const load = (['memory', 'cpu', 'disk'] as const).flatMap((name) => {
    const percent = candidate[`${name}_pct`];
    return percent === null ? [] : [`${name} ${Math.round(percent)} %`];
  });
  const seats = `${tenants + reservations} of ${capacity} seats`;
  const verdict = candidate.eligible
    ? `score ${candidate.score.toFixed(2)}`
    : candidate.reasons.map(reasonOf).join(', ');
  return styleText('dim', `  ${node_id}: ${[...load, seats].join(', ')}: ${verdict}`);
}

function reasonOf({ code, actual, limit }: Candidate['reasons'][number]): string {
  return actual === undefined || limit === undefined ? code : `${code} (${actual} of ${limit})`;
}
