import type { InfraSearch, SINCES } from '../infra-search.ts';
import type { JobFilters } from './job-list.ts';

/** Jobs a page: some screens full, and 60 kB. */
export const PAGE_ROWS = 100;

const SINCE_MS: Readonly<Record<(typeof SINCES)[number], number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
};

/** What the address asks of the list. */
export const filtersOf = ({ status, kind, region, tenant_id, stack, since, order }: InfraSearch): JobFilters => ({
  ...{ status, kind, region, tenant_id, stack, since },
  order: order ?? 'failures_first',
});

/** How many filters narrow the list. */
export const filtersSet = ({ order: _, ...filters }: JobFilters): number =>
  Object.values(filters).filter((value) => value !== undefined).length;

const isSpan = (since: string): since is keyof typeof SINCE_MS => Object.hasOwn(SINCE_MS, since);
const sinceAt = (since: string, now: number) => (isSpan(since) ? now - SINCE_MS[since] : Date.parse(since));

/** The same as the control plane is asked. `now` in ms. */
export function jobsQuery(filters: JobFilters, cursor: string | null, now: number) {
  const { status, kind, region, tenant_id, stack, since, order } = filters;
  return {
    limit: PAGE_ROWS,
    order,
    ...(cursor !== null && { cursor }),
    ...(status && { status: status.join(',') }),
    ...(kind && { kind }),
    ...(region && { region }),
    ...(tenant_id && { tenant_id }),
    ...(stack && { stack }),
    ...(since && { created_after: sinceAt(since, now) }),
  };
}
