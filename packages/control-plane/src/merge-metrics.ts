import type { MetricsPush } from '@prego/contracts';
import { nextClosed, type Thresholds } from '@prego/placement-core';

/** What is known of a node's load, and since when each part of it. */
export interface KnownMetrics {
  readonly cpu_pct: number | null;
  readonly memory_pct: number | null;
  readonly disk_pct: number | null;
  readonly cpu_at: number | null;
  readonly memory_at: number | null;
  readonly disk_at: number | null;
  readonly tenant_count: number | null;
  /** 1 or 0, as D1 has it. */
  readonly closed: number;
}

type Values = Pick<KnownMetrics, 'cpu_pct' | 'memory_pct' | 'disk_pct'>;

/** The values of a push within 0 and 100: a difference of two counters may be a little off. Null where it has none. */
export const pushedValues = (push: MetricsPush): Values => ({
  cpu_pct: within(push.cpu_pct),
  memory_pct: within(push.memory_pct),
  disk_pct: within(push.disk_pct),
});

/**
 * What is known after a push that arrived at `now`. What it does not say stays as it was for as long as metrics count as
 * fresh, and is unknown then: a node whose disk is no more measured must not pass for one that has room for ever.
 */
export function mergeMetrics(
  before: KnownMetrics | null,
  push: MetricsPush,
  now: number,
  thresholds: Thresholds,
): KnownMetrics {
  const freshFrom = now - thresholds.metrics_max_age_s * 1000;
  const pushed = pushedValues(push);
  const known = (value: number | null, old: number | null | undefined, oldAt: number | null | undefined) => {
    if (value !== null) return [value, now] as const;
    return oldAt != null && old != null && oldAt >= freshFrom ? ([old, oldAt] as const) : ([null, null] as const);
  };
  const [cpu_pct, cpu_at] = known(pushed.cpu_pct, before?.cpu_pct, before?.cpu_at);
  const [memory_pct, memory_at] = known(pushed.memory_pct, before?.memory_pct, before?.memory_at);
  const [disk_pct, disk_at] = known(pushed.disk_pct, before?.disk_pct, before?.disk_at);
  const closed = nextClosed(before?.closed === 1, { cpu_pct, memory_pct, disk_pct }, thresholds);
  return {
    ...{ cpu_pct, memory_pct, disk_pct, cpu_at, memory_at, disk_at },
    tenant_count: push.tenant_count ?? null,
    closed: closed ? 1 : 0,
  };
}

const within = (value: number | null | undefined): number | null =>
  typeof value === 'number' ? Math.min(100, Math.max(0, value)) : null;
