import type { LibraryPrice } from '@prego/contracts';

const HOUR_MS = 3_600_000;
/** Hetzner writes its prices to a ten-thousandth. */
const PARTS = 10_000;

/** What a provisioning costs, as its row has it. */
export interface Billing {
  readonly hourly_cost: number | null;
  readonly monthly_cost: number | null;
  /** Since when it has cost that; null while nothing of it is known to be billed. */
  readonly billed_from: number | null;
  /** What was billed before that, at other prices; null where one of those was not known. */
  readonly billed_before: number | null;
}

/**
 * What something of this price costs from one time to another, in the price's currency: Hetzner bills each hour that has
 * begun, and in a calendar month (UTC) at most the monthly price (docs.hetzner.com/cloud/billing/faq). Null where the
 * price of an hour is not known.
 */
export function costBetween(from: number, until: number, { hourly, monthly }: LibraryPrice): number | null {
  if (hourly === null) return null;
  const most = monthly ?? Number.POSITIVE_INFINITY;
  let left = Math.max(1, Math.ceil((until - from) / HOUR_MS));
  let cost = 0;
  for (let at = from; left > 0; ) {
    // An hour belongs to the month in which it begins.
    const hours = Math.min(left, Math.ceil((nextMonth(at) - at) / HOUR_MS));
    cost += Math.min(hours * hourly, most);
    left -= hours;
    at += hours * HOUR_MS;
  }
  return rounded(cost);
}

function nextMonth(at: number): number {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1);
}

/** What has been billed until `now`; null where a price of it was not known. */
export function costSoFar(billing: Billing, now: number): number | null {
  const { billed_from, billed_before, hourly_cost, monthly_cost } = billing;
  if (billed_from === null || billed_before === null) return billed_before;
  const since = costBetween(billed_from, now, { hourly: hourly_cost, monthly: monthly_cost });
  return since === null ? null : rounded(billed_before + since);
}

/**
 * It costs something else from `at` on. Where it costs less, something went: what stays has been there since `billed_from`
 * and goes on with the hours and the month that it has begun; what is gone stands in `billed_before`. Where it costs more,
 * something came, and what was there before is counted with it from `at` on: with an hour that has begun already, and
 * in that month by up to a quarter of its monthly price beyond its cap, which is that of 600 hours. Never too little.
 */
export function repriced(billing: Billing, at: number, price: LibraryPrice): Billing {
  const { billed_from, hourly_cost, monthly_cost } = billing;
  const next = { hourly_cost: price.hourly, monthly_cost: price.monthly };
  if (billed_from !== null && hourly_cost === price.hourly && monthly_cost === price.monthly) return billing;
  const before = costSoFar(billing, at);
  const stays = billed_from !== null && isLess(price, billing) ? costBetween(billed_from, at, price) : null;
  if (before === null || stays === null) return { ...next, billed_from: at, billed_before: before };
  return { ...next, billed_from, billed_before: rounded(before - stays) };
}

/** Neither price is more. Without a monthly price there is no end to what a month costs. */
function isLess({ hourly, monthly }: LibraryPrice, { hourly_cost, monthly_cost }: Billing): boolean {
  if (hourly === null || hourly_cost === null || hourly > hourly_cost) return false;
  return monthly_cost === null || (monthly !== null && monthly <= monthly_cost);
}

/** Nothing of it is billed from `at` on. */
export const closed = (billing: Billing, at: number): Billing => ({
  hourly_cost: 0,
  monthly_cost: 0,
  billed_from: null,
  billed_before: costSoFar(billing, at),
});

const rounded = (euros: number): number => Math.round(euros * PARTS) / PARTS;
