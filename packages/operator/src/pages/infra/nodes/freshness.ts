import type { NodeSummary } from '@prego/contracts';

/** What there is to say of when a node was last heard. Times in ms since 1970. */
export type Freshness =
  /** Its server is only decided or being made. */
  | { readonly kind: 'not_there' }
  /** It is registered and has not said a word. */
  | { readonly kind: 'never'; readonly since: number; readonly stale: boolean }
  | { readonly kind: 'reported'; readonly at: number; readonly stale: boolean }
  | { readonly kind: 'over' };

/** Of a retired node nothing is expected; `stale` is the control plane's own word. */
export function freshnessOfNode({
  status,
  metrics,
  registered_at,
  stale,
}: Pick<NodeSummary, 'status' | 'metrics' | 'registered_at' | 'stale'>): Freshness {
  if (status === 'retired') return { kind: 'over' };
  if (metrics) return { kind: 'reported', at: metrics.updated_at, stale };
  return registered_at === null ? { kind: 'not_there' } : { kind: 'never', since: registered_at, stale };
}
