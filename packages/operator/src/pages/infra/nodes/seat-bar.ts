import type { NodeSummary } from '@prego/contracts';
import type { Tone } from '../../../ui/tone.ts';

/** The bar of a node's seats: two lengths of 100, and its colour. */
export interface SeatBar {
  readonly tenantsPct: number;
  /** Comes after the tenants; both together never pass 100. */
  readonly reservedPct: number;
  readonly tone: Tone;
}

/** From this share of seats on the next few sign-ups fill a shared node, in percent. */
const NEARLY_FULL_PCT = 90;

/** How far the seats are taken. A capacity that was lowered below what is there is simply full. */
export function seatBar({
  tenants,
  reservations,
  capacity,
}: Pick<NodeSummary, 'tenants' | 'reservations' | 'capacity'>): SeatBar {
  const pct = (seats: number) => (capacity > 0 ? (seats / capacity) * 100 : seats > 0 ? 100 : 0);
  const tenantsPct = Math.min(100, pct(tenants));
  const bothPct = pct(tenants + reservations);
  return {
    tenantsPct,
    reservedPct: Math.max(0, Math.min(100, bothPct) - tenantsPct),
    tone: toneOf(tenants + reservations, capacity),
  };
}

/** The one seat of a dedicated server is taken all its life: that is no news. */
function toneOf(taken: number, capacity: number): Tone {
  if (taken > capacity) return 'bad';
  return capacity > 1 && (taken / capacity) * 100 >= NEARLY_FULL_PCT ? 'warn' : 'ok';
}
