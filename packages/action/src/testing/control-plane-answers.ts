import type { Fault } from './control-plane-faults.ts';
import { type Caller, Refusal } from './control-plane-state.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value) });

export function faulty({ status, retryAfter, body }: Extract<Fault['kind'], { status: number }>): Answer {
  const own = new Refusal(status === 429 ? 'rate_limited' : 'internal_error', 'On demand.').body;
  return { status, body: body ?? own, ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) };
}

export function jsonOr(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Operators may do anything that the action does. */
export function takes(caller: Caller, kind: 'attempt' | 'run'): Caller {
  if (caller.kind === 'operator' || caller.kind === kind) return caller;
  throw new Refusal('forbidden', 'This credential may not do this.');
}

/** Most routes are closed to an attempt that has ended (auth/access.ts of the control plane). */
export function requireOpen(caller: Caller): Caller {
  if (caller.kind !== 'attempt') return caller;
  const { job, attempt } = caller;
  const ended = attempt !== job.attempt || ['completed', 'failed', 'cancelled'].includes(job.status);
  if (!ended) return caller;
  throw new Refusal('attempt_ended', 'The attempt that this token was given to has ended.');
}
