import type { Credentials } from './credentials.ts';
import { StackError } from './errors.ts';
import type { PlannedOutputs } from './outputs.ts';
import { fetchPrices, type Price, priceOf } from './pricing.ts';
import type { Session } from './session.ts';

export interface CostQuery {
  /** What the stack costs; nothing where the price list could not be had, or lacks what the stack has. */
  readonly of: (outputs: PlannedOutputs) => Promise<{ cost?: Price }>;
  /** Ends the query, if it is still under way. */
  readonly end: () => void;
}

/** Asks for the price list beside a run. A stack without its cost is of use, so what goes wrong is only told. */
export function askCost(session: Session, credentials: Credentials): CostQuery {
  const over = new AbortController();
  const told = (error: unknown): undefined => {
    if (!(error instanceof StackError)) throw error;
    if (!over.signal.aborted) session.emit({ type: 'message', severity: 'warning', text: error.message });
  };
  const prices = fetchPrices(credentials, AbortSignal.any([session.signal, over.signal])).catch(told);
  return {
    of: async (outputs) => {
      const list = await prices;
      if (list === undefined) return {};
      try {
        return { cost: priceOf(outputs, list) };
      } catch (error) {
        told(error);
        return {};
      }
    },
    end: () => over.abort(),
  };
}
