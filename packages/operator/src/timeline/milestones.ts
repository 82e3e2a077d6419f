import type { FunnelEventName } from '@prego/contracts';

/** The milestones in the order in which they are reached (contracts' FunnelEventName). */
export const MILESTONES = [
  'signed_up',
  'placed',
  'dispatched',
  'server_ready',
  'address_ready',
  'opened',
] as const satisfies readonly FunnelEventName[];
