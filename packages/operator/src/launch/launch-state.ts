import type { LaunchView } from '@prego/contracts';
import { type ServerClock, setClock } from './server-clock.ts';

/** What asking the control plane has come to. `date` is the answer's Date header. */
export type Outcome =
  | { readonly kind: 'view'; readonly view: LaunchView; readonly etag: string | null; readonly date: string | null }
  /** As it was: 304. */
  | { readonly kind: 'same'; readonly date: string | null }
  /** The link opens nothing, and never will again. */
  | { readonly kind: 'refused'; readonly date: string | null }
  | { readonly kind: 'limited'; readonly retryAfterS: number | undefined }
  /** Somebody answered, and not with what was asked for. */
  | { readonly kind: 'trouble' }
  | { readonly kind: 'unreachable' };

/** Why what is shown can't be read again just now. */
export type Trouble = 'limited' | 'trouble' | 'unreachable';

/** All that the page knows. Times are those of a steady clock (ms), but for what `clock` turns them into. */
export interface LaunchState {
  readonly view: LaunchView | undefined;
  /** Of `view`, to ask only for what has changed. */
  readonly etag: string | null;
  readonly clock: ServerClock | undefined;
  /** When `view` was last known to be right. */
  readonly readAt: number | undefined;
  readonly refused: boolean;
  readonly trouble: Trouble | undefined;
  /** Looks that failed since the last one that did not. */
  readonly failures: number;
  /** What a limit asks for. */
  readonly retryAfterS: number | undefined;
}

export const NOTHING_YET: LaunchState = {
  ...{ view: undefined, etag: null, clock: undefined, readAt: undefined },
  ...{ refused: false, trouble: undefined, failures: 0, retryAfterS: undefined },
};

/** What is known after an outcome that came at `steadyMs`. */
export function afterOutcome(state: LaunchState, outcome: Outcome, steadyMs: number): LaunchState {
  const well = { readAt: steadyMs, trouble: undefined, failures: 0, retryAfterS: undefined };
  switch (outcome.kind) {
    case 'view': {
      const { view, etag, date } = outcome;
      const clock = setClock(state.clock, date, steadyMs);
      return { ...state, ...well, view, etag, clock: clock ?? fromNowOn(view, steadyMs) };
    }
    case 'same':
      return { ...state, ...well, clock: setClock(state.clock, outcome.date, steadyMs) };
    case 'refused':
      return { ...NOTHING_YET, refused: true, clock: setClock(state.clock, outcome.date, steadyMs) };
    default:
      return {
        ...state,
        trouble: outcome.kind,
        failures: state.failures + 1,
        retryAfterS: outcome.kind === 'limited' ? outcome.retryAfterS : undefined,
      };
  }
}

/** Where no answer says what time it is, the set-up counts from the first one: what is said then is never too little. */
const fromNowOn = ({ estimate }: LaunchView, steadyMs: number): ServerClock | undefined =>
  estimate ? { serverMs: estimate.started_at, steadyMs } : undefined;

/** After a first failure; each further one doubles it. */
const FIRST_RETRY_MS = 3_000;
/** Somebody looks at the page: they are not to wait longer than this for what is back. */
const MOST_RETRY_MS = 60_000;
/** The control plane's own limit is over by then, if it does not say. */
const LIMIT_OVER_MS = 60_000;
/** A faulty answer must not make every open page ask without a pause. */
const LEAST_POLL_MS = 1_000;

/**
 * How long to wait (ms) before asking again; null: never. `random` (0 to 1) keeps the pages of many customers, which an
 * outage has brought into step, from coming back all at once.
 */
export function waitMs(state: LaunchState, random: number): number | null {
  const { view, refused, trouble, failures, retryAfterS } = state;
  if (refused) return null;
  if (trouble === 'limited') {
    const asked = retryAfterS === undefined ? LIMIT_OVER_MS : retryAfterS * 1000;
    return Math.max(FIRST_RETRY_MS, asked) * (1 + random / 10);
  }
  if (trouble) return Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.5 + random / 2);
  return Math.max(LEAST_POLL_MS, (view?.poll_after_s ?? 0) * 1000);
}
