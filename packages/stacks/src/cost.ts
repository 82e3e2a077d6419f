import { asStackError } from './as-stack-error.ts';
import type { Credentials } from './credentials.ts';
import type { PlannedOutputs } from './outputs.ts';
import { fetchPrices, type Price, priceOf } from './pricing.ts';
import type { Session } from './session.ts';

/** What a stack costs; nothing where the price list could not be had, or lacks what the stack has. */
export type CostOf = (outputs: Pick<PlannedOutputs, 'nodes' | 'volumes'>) => Promise<{ cost?: Price }>;

/**
 * Does `work`, and asks for the price list beside it; that ends with it. A stack without its cost is of use, so what
 * goes wrong with the prices is only told.
 */
export async function withCost<T>(
  session: Session,
  credentials: Credentials,
  work: (costOf: CostOf) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const told = (error: unknown): undefined => {
    if (over.signal.aborted) return;
    session.emit({ type: 'message', severity: 'warning', text: asStackError(error).message });
  };
  const prices = fetchPrices(credentials, AbortSignal.any([session.signal, over.signal])).catch(told);
  try {
    return await work(async (outputs) => {
      const list = await prices;
      try {
        return list === undefined ? {} : { cost: priceOf(outputs, list) };
      } catch (error) {
        told(error);
        return {};
      }
    });
  } finally {
    over.abort();
  }
}
