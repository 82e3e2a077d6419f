import type { Candidate, Thresholds } from './placement-types.ts';

export const LIMITS = ['memory', 'cpu', 'disk', 'seats'] as const;
export type LimitName = (typeof LIMITS)[number];

/** How far one node is from one limit. Percent, or seats. */
export interface Headroom {
  readonly name: LimitName;
  /** Null where it is not known, or not looked at. */
  readonly used: number | null;
  readonly limit: number;
  /** What is left of the limit, from 0 (at it or over) to 1; null as `used` is. */
  readonly room: number | null;
  /** The same in percent or seats; negative where the node is over. */
  readonly left: number | null;
  /** It is the limit that the node is nearest to, of those that are known: one at most. */
  readonly binds: boolean;
}

/** The four limits of a node, always in the same order. The age of its metrics is none: a push gives it all back. */
export function headroomOf(candidate: Candidate, thresholds: Thresholds): Headroom[] {
  const limits = usesOf(candidate, thresholds);
  const known = limits.filter(({ used }) => used !== null);
  const nearest = Math.max(...known.map(shareOf));
  const binding = known.find((limit) => shareOf(limit) === nearest)?.name;
  return limits.map((limit) => ({
    ...limit,
    room: limit.used === null ? null : Math.min(1, Math.max(0, 1 - shareOf(limit))),
    left: limit.used === null ? null : limit.limit - limit.used,
    binds: limit.name === binding,
  }));
}

type Use = Pick<Headroom, 'name' | 'used' | 'limit'>;

function usesOf(candidate: Candidate, thresholds: Thresholds): Use[] {
  const seats = Math.min(candidate.capacity, thresholds.max_tenants_per_node);
  return [
    { name: 'memory', used: candidate.memory_pct, limit: thresholds.memory_pct_max },
    { name: 'cpu', used: candidate.cpu_pct, limit: thresholds.cpu_pct_max },
    { name: 'disk', used: candidate.disk_pct, limit: thresholds.disk_pct_max },
    { name: 'seats', used: candidate.tenants + candidate.reservations, limit: seats },
  ];
}

/** A node without any seat is full, whatever stands on it. */
const shareOf = ({ used, limit }: Use): number => (limit > 0 ? (used ?? 0) / limit : Number.POSITIVE_INFINITY);

/**
 * Whether the node is still being made: it is the only kind whose metrics are not looked at and that is not told so. Its
 * status is not in the answer.
 */
export const isStillMade = ({ memory_pct, cpu_pct, disk_pct, metrics_age_s, reasons }: Candidate): boolean =>
  [memory_pct, cpu_pct, disk_pct, metrics_age_s].every((value) => value === null) &&
  !reasons.some(({ code }) => code === 'metrics_missing' || code === 'retired' || code === 'failed');
