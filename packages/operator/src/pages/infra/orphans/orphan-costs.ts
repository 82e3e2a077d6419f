import type { Orphan } from '@prego/contracts';
import { monthOf } from '../month.ts';

export interface OrphanCosts {
  /** Net, of those whose price is known. */
  readonly hourly: number;
  readonly monthly: number;
  readonly unknown: number;
}

/** What all of them come to. An unknown price is not none: it is counted beside the sum. */
export function orphanCosts(orphans: readonly Pick<Orphan, 'hourly_cost'>[]): OrphanCosts {
  const known = orphans.flatMap(({ hourly_cost }) => (hourly_cost === null ? [] : [hourly_cost]));
  const hourly = known.reduce((sum, cost) => sum + cost, 0);
  return { hourly, monthly: monthOf(hourly), unknown: orphans.length - known.length };
}
