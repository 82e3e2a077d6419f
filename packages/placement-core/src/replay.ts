import { ALGORITHM } from './decide-placement.ts';
import type { Candidate, Cluster, DecisionRecord, Outcome } from './decision.ts';
import { outcomeOf } from './outcome.ts';
import { bestOf, judgedAgain } from './stored-row.ts';
import { CANDIDATES_SHOWN } from './survey.ts';

/** Where a replay comes to something else than the record: a field of it, by its path. */
export interface Disagreement {
  readonly field: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
}

export interface Replay {
  readonly agrees: boolean;
  /** What the stored rows come to; null where the record is by another rule than this one. */
  readonly outcome: Outcome | null;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Takes a recorded decision again from its stored rows alone: judges each by its numbers, ranks them, and compares what
 * comes of it with the record. That the rows which were not stored rank behind can only be seen in the full snapshot.
 */
export function replay(record: DecisionRecord): Replay {
  if (record.algorithm !== ALGORITHM) {
    const disagreement = { field: 'algorithm', recorded: record.algorithm, replayed: ALGORITHM };
    return { agrees: false, outcome: null, disagreements: [disagreement] };
  }
  const rows = record.candidates.map((row) => judgedAgain(row, record.thresholds));
  const outcome = outcomeOf(record.request, bestOf(rows)?.node_id ?? null);
  const { placement, ...verdict } = outcome;
  const disagreements = [
    ...differences('', record, { ...verdict, region: record.request.region }),
    ...differences('placement.', record.placement, placement),
    ...rows.flatMap((row, i) => differences(`candidates.${row.node_id}.`, record.candidates[i] as Candidate, row)),
    ...(placement.dedicated ? [] : clusterDifferences(record.cluster, rows)),
  ];
  return { agrees: disagreements.length === 0, outcome, disagreements };
}

/** The fields of `replayed` that `recorded` has otherwise. */
function differences<T extends object>(path: string, recorded: T, replayed: Partial<T>): Disagreement[] {
  return (Object.keys(replayed) as (keyof T & string)[])
    .filter((field) => !isSame(recorded[field], replayed[field]))
    .map((field) => ({ field: `${path}${field}`, recorded: recorded[field], replayed: replayed[field] }));
}

/** What the rows say of the whole region: all of it where they are all there, else whether as many are as have to be. */
function clusterDifferences(cluster: Cluster, rows: readonly Candidate[]): Disagreement[] {
  const eligible = rows.filter((row) => row.eligible).length;
  const shown = (nodes: number): number => Math.min(nodes, CANDIDATES_SHOWN);
  if (rows.length === cluster.nodes) return differences('cluster.', cluster, clusterOf(cluster.region, rows));
  const counts: Partial<Cluster> = {
    ...(eligible === shown(cluster.eligible) ? {} : { eligible }),
    ...(rows.length - eligible === shown(cluster.nodes - cluster.eligible) ? {} : { nodes: rows.length }),
  };
  return differences('cluster.', cluster, counts);
}

function clusterOf(region: Cluster['region'], rows: readonly Candidate[]): Cluster {
  const sum = (field: 'tenants' | 'reservations' | 'capacity') => rows.reduce((total, row) => total + row[field], 0);
  const reasons: { -readonly [Code in keyof Cluster['reasons']]: number } = {};
  for (const { code } of rows.flatMap((row) => row.reasons)) reasons[code] = (reasons[code] ?? 0) + 1;
  return {
    region,
    nodes: rows.length,
    eligible: rows.filter((row) => row.eligible).length,
    tenants: sum('tenants'),
    reservations: sum('reservations'),
    capacity: sum('capacity'),
    reasons,
  };
}

/** Whether two pieces of plain data are the same, in whatever order their keys are: a database may change it. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
