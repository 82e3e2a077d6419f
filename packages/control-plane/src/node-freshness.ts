import type { NodeStatus } from '@prego/contracts';

/** Whole seconds since `at`; 0 where the clock went back. */
export const ageS = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / 1000));

/**
 * Whether nothing was heard from a node for longer than `maxAgeS`: exactly that long is still fresh, as for a decision.
 * One that never reported is measured from its registration; one that is only decided, or retired, has nothing to say.
 */
export function isStale(
  node: { readonly status: NodeStatus; readonly registered_at: number | null },
  metricsAt: number | null,
  now: number,
  maxAgeS: number,
): boolean {
  const heardAt = metricsAt ?? node.registered_at;
  return node.status !== 'retired' && heardAt !== null && heardAt < now - maxAgeS * 1000;
}
