import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiErrorCode } from '@prego/contracts';
import pRetry from 'p-retry';
import type { z } from 'zod';
import { ActionError } from '../errors.ts';
import { exchange, type HttpAnswer } from './http.ts';
import { isRefused, jsonOf, refusalOf } from './refusal.ts';
import { retryAfterMs } from './retry-after.ts';

/** One exchange. A claim, the slowest, looks up keys and a run at GitHub: some seconds. */
const TRY_MS = 15_000;
/** A call with all its repetitions: long enough for a deployment of the control plane, short against a run. */
const CALL_MS = 120_000;
/** Request Timeout, Too Early, Too Many Requests; and whatever is 5xx. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whatever is called is idempotent, so that an answer that never came is asked for again. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From `/internal` on. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly text?: string;
  /** Ends the call; what was asked for may be done all the same. */
  readonly signal?: AbortSignal | undefined;
  /** For the call with its repetitions, in milliseconds. */
  readonly withinMs?: number;
  /** For each exchange, in milliseconds. */
  readonly tryMs?: number;
  /** False: asked once, for callers with a rhythm of their own. */
  readonly repeat?: boolean;
  /** Refusals that are asked again like a failure. */
  readonly passing?: readonly ApiErrorCode[];
  readonly headersOnly?: boolean;
}

/** A failure that may be over the next time. */
class Passing extends Error {
  readonly failure: ActionError;
  readonly waitMs: number;

  constructor(failure: ActionError, waitMs = 0) {
    super(failure.message);
    this.failure = failure;
    this.waitMs = waitMs;
  }
}

/** The control plane, as one credential reaches it. */
export class ControlPlaneClient {
  readonly #url: string;
  readonly #bearer: string | undefined;
  readonly #now: () => number;

  /** `now` in milliseconds since 1970: what a Retry-After's date is held against. */
  constructor(url: string, bearer: string | undefined, now: () => number) {
    this.#url = url.replace(/\/+$/, '');
    this.#bearer = bearer;
    this.#now = now;
  }

  /** The same control plane by another credential. */
  as(bearer: string): ControlPlaneClient {
    return new ControlPlaneClient(this.#url, bearer, this.#now);
  }

  /**
   * Its answer, validated. Throws `ControlPlaneRefusal` (nothing was done), ActionError `control_plane_unreachable` (it is not
   * known what was done, after asking again for as long as the call has) and `cancelled`.
   */
  async json<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
    const parsed = schema.safeParse(jsonOf((await this.answer(call)).text));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw this.#strange(call, `${issue?.path.join('.') || 'the body'}: ${issue?.message}`);
  }

  /** The same, as it came. */
  async answer(call: Call): Promise<HttpAnswer> {
    const { signal, withinMs = CALL_MS, repeat = true } = call;
    const deadline = AbortSignal.timeout(withinMs);
    const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
    let last: ActionError | undefined;
    try {
      return await pRetry(() => this.#once(call, stop), {
        retries: repeat ? Number.POSITIVE_INFINITY : 0,
        minTimeout: 200,
        maxTimeout: 5_000,
        randomize: true,
        signal: stop,
        shouldRetry: ({ error }) => error instanceof Passing,
        onFailedAttempt: async ({ error }) => {
          if (!(error instanceof Passing)) return;
          last = error.failure;
          if (repeat && error.waitMs > 0) await sleep(error.waitMs, undefined, { signal: stop });
        },
      });
    } catch (error) {
      if (error instanceof ActionError) throw error;
      if (error instanceof Passing) throw error.failure;
      if (signal?.aborted) throw cancelled(call, signal.reason);
      if (deadline.aborted) throw last ?? this.#unreachable(call, `it took longer than ${withinMs / 1000} s`, error);
      throw error;
    }
  }

  async #once(call: Call, stop: AbortSignal): Promise<HttpAnswer> {
    const { method, path, tryMs = TRY_MS, headersOnly = false } = call;
    const body = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const type = call.text === undefined ? 'application/json' : 'text/plain; charset=utf-8';
    const answer = await exchange({
      method,
      url: new URL(this.#url + path),
      headers: {
        accept: 'application/json',
        'user-agent': 'prego-provision-action',
        ...(body !== undefined && { 'content-type': type }),
        ...(this.#bearer !== undefined && { authorization: `Bearer ${this.#bearer}` }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.any([stop, AbortSignal.timeout(tryMs)]),
      headersOnly,
    }).catch((error: unknown) => {
      const failure = this.#unreachable(call, whyOf(error), error);
      // Not on its way at all: a credential that no header can carry, such as one with a line break.
      throw (error as NodeJS.ErrnoException).code === 'ERR_INVALID_CHAR' ? failure : new Passing(failure);
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    const refusal = refusalOf(answer.status, answer.text, `${method} ${path}`);
    const failure = refusal ?? this.#strange(call, `HTTP status ${answer.status}`);
    const passes = answer.status >= 500 || PASSING.has(answer.status) || isRefused(failure, ...(call.passing ?? []));
    if (!passes) throw failure;
    throw new Passing(failure, retryAfterMs(answer.headers['retry-after'], this.#now()));
  }

  #unreachable({ method, path }: Call, why: string, cause: unknown): ActionError {
    return new ActionError(
      'control_plane_unreachable',
      `The control plane at ${this.#host} gave no answer to ${method} ${path}: ${why}.`,
      'See that it is up and that control_plane_url is right, then run the job again: nothing is done twice.',
      { cause },
    );
  }

  #strange({ method, path }: Call, what: string): ActionError {
    return new ActionError(
      'control_plane_unreachable',
      `What answered ${method} ${path} at ${this.#host} is not the control plane, or not of this version: ${what}.`,
      'See that control_plane_url is right, that nothing stands between, and that both are of versions that go together.',
    );
  }

  get #host(): string {
    return new URL(this.#url).host;
  }
}

const cancelled = ({ method, path }: Call, cause: unknown): ActionError =>
  new ActionError(
    'cancelled',
    `The run was cancelled before ${method} ${path} was answered.`,
    'Run the job again when it is wanted after all: it goes on from what is there.',
    { cause },
  );

/** Node's code where there is one: messages of refused connections are empty when several addresses were tried. */
function whyOf(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return 'it took too long';
  return code ?? message;
}
