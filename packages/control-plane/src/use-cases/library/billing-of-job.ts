import type { LibraryInputs, LibraryPrice, LibraryReport } from '@prego/contracts';
import { type Billing, closed, repriced } from '../../library/billing.ts';
import type { LibraryProvisioningsRow } from '../../store/tables/library.ts';
import type { Ending } from '../end-job.ts';

/** When an attempt was claimed, if it was, and now; in ms since 1970. */
export interface RunTimes {
  readonly claimedAt: number | null;
  readonly now: number;
}

type Ended = Pick<Ending, 'to' | 'library'>;

/** What an execution that goes on has made by now is billed since its run began. */
export function billingOnTheWay(
  row: LibraryProvisioningsRow,
  report: LibraryReport,
  { claimedAt, now }: RunTimes,
): Billing {
  if (!isBilled(report)) return billingOf(row);
  return pricedByRun(row, claimedAt ?? now, priceSaid(row, report, false));
}

/**
 * What an execution has made is billed since its run began. One that has failed without a word may have made all of it,
 * if it had begun: too much is shown rather than too little.
 */
export function billingAfterRun(
  row: LibraryProvisioningsRow,
  { to, library }: Ended,
  { claimedAt, now }: RunTimes,
): Billing {
  if (library && isBilled(library)) {
    return pricedByRun(row, claimedAt ?? now, priceSaid(row, library, to === 'completed'));
  }
  if (library) return closed(billingOf(row), now);
  if (claimedAt === null) return billingOf(row);
  if (row.billed_from === null) return repriced(billingOf(row), claimedAt, quoteOf(row));
  return pricedByRun(row, claimedAt, dearer(row, quoteOf(row)));
}

/** What a return has left goes on costing. One that has ended without a word may have left all of it. */
export function billingAfterReturn(row: LibraryProvisioningsRow, { to, library }: Ended, now: number): Billing {
  if (to === 'completed' || (library && !isBilled(library))) return closed(billingOf(row), now);
  return library ? repriced(billingOf(row), now, priceSaid(row, library, false)) : billingOf(row);
}

const isBilled = ({ resources }: LibraryReport): boolean => resources.some(({ kind }) => kind !== 'firewall');

/** Whether what is billed now began, or changed its price, with the run that was claimed then. */
const isOfRun = (billedFrom: number, claimedAt: number): boolean => billedFrom >= claimedAt;

/**
 * A run that makes one thing after the other changes no price with each of them, which would count an hour each time: it
 * is known better what it costs since it began.
 */
function pricedByRun(row: LibraryProvisioningsRow, claimedAt: number, { hourly, monthly }: LibraryPrice): Billing {
  const billing = billingOf(row);
  if (row.billed_from === null || !isOfRun(row.billed_from, claimedAt)) {
    return repriced(billing, claimedAt, { hourly, monthly });
  }
  return { ...billing, hourly_cost: hourly, monthly_cost: monthly };
}

const billingOf = ({ hourly_cost, monthly_cost, billed_from, billed_before }: LibraryProvisioningsRow): Billing => ({
  ...{ hourly_cost, monthly_cost, billed_from, billed_before },
});

const quoteOf = ({ quoted_hourly, quoted_monthly }: LibraryProvisioningsRow): LibraryPrice => ({
  hourly: quoted_hourly,
  monthly: quoted_monthly,
});

/** The price of what was told of, by this run or one before, or what all of it was to cost, if that is more. */
function dearer({ hourly_cost, monthly_cost }: LibraryProvisioningsRow, quote: LibraryPrice): LibraryPrice {
  const isMore = hourly_cost !== null && quote.hourly !== null && quote.hourly > hourly_cost;
  return isMore ? quote : { hourly: hourly_cost, monthly: monthly_cost };
}

/** What the run says; where it does not know, the price that was quoted, if all of it stands where that was asked for. */
function priceSaid(row: LibraryProvisioningsRow, report: LibraryReport, isWhole: boolean): LibraryPrice {
  const { hourly_cost: hourly, monthly_cost: monthly, resources } = report;
  const asked = (JSON.parse(row.inputs) as LibraryInputs).location;
  const asQuoted = isWhole && resources.every(({ location }) => location === null || location === asked);
  return hourly === null && asQuoted ? quoteOf(row) : { hourly, monthly };
}
