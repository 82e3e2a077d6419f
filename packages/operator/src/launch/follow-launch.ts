import { afterOutcome, type LaunchState, NOTHING_YET, type Outcome, waitMs } from './launch-state.ts';

/** What following needs of the world around it. */
export interface Surroundings {
  /** Never rejects. */
  readonly ask: (etag: string | null, stop: AbortSignal) => Promise<Outcome>;
  /** Milliseconds that only ever go on. */
  readonly steadyMs: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Does it later; returns what calls that off. */
  readonly later: (ms: number, act: () => void) => () => void;
  readonly onChange: (state: LaunchState) => void;
}

export interface Following {
  /** Nobody is asked for a page that nobody sees. */
  setVisible(visible: boolean): void;
  /** Does not wait for what is due, unless a limit says so. */
  askNow(): void;
  stop(): void;
}

/** Who comes back to a page wants to see how it stands; who only passes through does not make it ask each time. */
const SOONEST_AGAIN_MS = 3_000;

/** Asks again and again, as long as the page is seen: one question at a time, each when it is due. Begins hidden. */
export function followLaunch({ ask, steadyMs, random, later, onChange }: Surroundings): Following {
  const stopped = new AbortController();
  let state = NOTHING_YET;
  let visible = false;
  let asking = false;
  /** By the steady clock; null: never. */
  let dueAt: number | null = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let callOff = () => {};

  const schedule = () => {
    callOff();
    if (stopped.signal.aborted || asking || !visible || dueAt === null) return;
    callOff = later(Math.max(0, dueAt - steadyMs()), () => void look());
  };
  const look = async () => {
    asking = true;
    askedAt = steadyMs();
    const outcome = await ask(state.etag, stopped.signal);
    asking = false;
    if (stopped.signal.aborted) return;
    state = afterOutcome(state, outcome, steadyMs());
    const wait = waitMs(state, random());
    dueAt = wait === null ? null : steadyMs() + wait;
    onChange(state);
    schedule();
  };
  const sooner = (at: number) => {
    if (dueAt !== null && state.trouble !== 'limited') dueAt = Math.min(dueAt, at);
    schedule();
  };

  return {
    setVisible: (next) => {
      visible = next;
      sooner(askedAt + SOONEST_AGAIN_MS);
    },
    askNow: () => sooner(steadyMs()),
    stop: () => {
      stopped.abort();
      callOff();
    },
  };
}
