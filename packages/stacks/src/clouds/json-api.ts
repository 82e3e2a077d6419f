import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import type { z } from 'zod';
import { readBudget, refillMs } from '../api-budget/budget.ts';
import { GATEWAY_UNANSWERED } from '../api-budget/upstream.ts';
import { StackError } from '../errors.ts';
import { agentFor, isLoopback } from './agent.ts';
import { ApiRefusal, NoAnswer } from './api-errors.ts';
import { type Answer, Disconnected, exchange } from './exchange.ts';

/** What tells one vendor's API from another's. */
export interface Dialect {
  readonly vendor: string;
  /** The vendor's code and message in the body of a refusal. */
  readonly refusal: z.ZodType<{ code: string; message: string }>;
  /** The codes of refusals that pass by themselves. */
  readonly passing: readonly string[];
}

export interface ApiOptions {
  readonly token: string;
  /** Ends what is under way with `cancelled`. */
  readonly signal?: AbortSignal;
  /** Milliseconds before the first retry; each further one takes twice as long, up to ten times this. 500 by default. */
  readonly firstPauseMs?: number;
  /**
   * How many milliseconds an answer may take: 10,000 by default. On this machine there is no such limit by default:
   * the gateway of a run holds requests back for as long as the budget asks, and gives up on the API itself.
   */
  readonly timeoutMs?: number;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** An API that does not answer in this time will not answer; the vendors' own clients give it 30 s and more. */
const TIMEOUT_MS = 10_000;

/** Requests in flight: enough that a round trip is shared by the look-ups of a stack, few enough to be a good guest. */
const AT_ONCE = 5;

/** A refusal changes nothing, so it is safe to wait for what is under way: 8 tries are half a minute. */
const RETRIES_AFTER_REFUSAL = 8;

/** Reading and deleting may be repeated; with the time-out of each try this is under a minute. */
const RETRIES_WITHOUT_ANSWER = 3;

/** A vendor that asks for more patience than this is not waited for in one go. */
const LONGEST_WAIT_MS = 60_000;

/** A JSON API of a vendor: one method, `call`; every failure is a StackError, most often ApiRefusal or NoAnswer. */
export class JsonApi {
  readonly #dialect: Dialect;
  readonly #baseUrl: string;
  readonly #options: ApiOptions;
  readonly #agent: Agent;
  readonly #slots = new PQueue({ concurrency: AT_ONCE });

  constructor(dialect: Dialect, baseUrl: string, options: ApiOptions) {
    this.#dialect = dialect;
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#options = options;
    this.#agent = agentFor(new URL(baseUrl));
  }

  /**
   * The answer to a request without a body, as the schema takes it (`undefined` for an empty one). A request that was
   * refused for now is repeated; one whose answer is lost only if repeating it can do no harm: a POST never.
   */
  async call<T>(method: Method, path: string, schema: z.ZodType<T>): Promise<T> {
    const { signal, firstPauseMs = 500 } = this.#options;
    try {
      return await pRetry(() => this.#slots.add(() => this.#once(method, path, schema)), {
        retries: Math.max(RETRIES_AFTER_REFUSAL, RETRIES_WITHOUT_ANSWER),
        minTimeout: firstPauseMs,
        maxTimeout: 10 * firstPauseMs,
        randomize: true,
        ...(signal && { signal }),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (error instanceof ApiRefusal && retriesLeft > 0) await sleep(error.waitMs, undefined, { signal });
        },
        shouldRetry: ({ error, attemptNumber }) => attemptNumber <= this.#retries(method, error),
      });
    } catch (error) {
      throw this.#asStackError(error);
    }
  }

  /** Rests for some milliseconds; throws `cancelled` once the signal says so. */
  async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#options.signal }).catch((error: unknown) => {
      throw this.#asStackError(error);
    });
  }

  #retries(method: Method, error: Error): number {
    if (error instanceof NoAnswer) return method === 'POST' || error.triedAgain ? 0 : RETRIES_WITHOUT_ANSWER;
    if (!(error instanceof ApiRefusal)) return 0;
    const passes = error.status === 429 || this.#dialect.passing.includes(error.apiCode);
    return passes ? RETRIES_AFTER_REFUSAL : 0;
  }

  async #once<T>(method: Method, path: string, schema: z.ZodType<T>): Promise<T> {
    const url = new URL(this.#baseUrl + path);
    const answer = await this.#send(method, url);
    const request = `${method} ${url.pathname}`;
    const { vendor } = this.#dialect;
    const body = parseJson(answer.body.toString());
    if (answer.status >= 200 && answer.status < 300) {
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      throw new NoAnswer(vendor, `${request} was answered with something else than what was asked for`);
    }
    const { data: refusal } = this.#dialect.refusal.safeParse(body);
    if (refusal?.code === GATEWAY_UNANSWERED) throw new NoAnswer(vendor, refusal.message, { triedAgain: true });
    // What stands between us and the vendor answers in pages of its own, which say nothing of the request's effect.
    if (answer.status >= 500 || refusal === undefined) {
      const said = refusal ? `: ${refusal.message} (${refusal.code})` : ' without a reason';
      throw new NoAnswer(vendor, `${request} was answered with ${answer.status}${said}`);
    }
    throw new ApiRefusal(vendor, request, {
      status: answer.status,
      apiCode: refusal.code,
      message: refusal.message,
      waitMs: answer.status === 429 ? waitOf(answer.headers) : 0,
    });
  }

  async #send(method: Method, url: URL): Promise<Answer> {
    const { timeoutMs = isLoopback(url.hostname) ? undefined : TIMEOUT_MS } = this.#options;
    const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([this.#options.signal, timeout].filter((given) => given !== undefined));
    const headers = { authorization: `Bearer ${this.#options.token}`, 'user-agent': 'prego-stacks' };
    try {
      return await exchange(url, { method, path: url.pathname + url.search, headers }, this.#agent, signal);
    } catch (error) {
      if (this.#options.signal?.aborted || !(error instanceof Disconnected)) throw error;
      const reason = timeout?.aborted ? `no answer in ${Number(timeoutMs) / 1000} s` : error.message;
      const what = `${method} ${url.origin}${url.pathname}: ${reason}`;
      throw new NoAnswer(this.#dialect.vendor, what, { cause: error.cause });
    }
  }

  #asStackError(error: unknown): unknown {
    if (error instanceof StackError || !this.#options.signal?.aborted) return error;
    const { reason } = this.#options.signal;
    if (reason instanceof StackError) return reason;
    return new StackError('cancelled', 'The run was cancelled.', 'Run it again: it goes on where it stopped.');
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds until a vendor takes another request, by what it tells with a 429: Cloudflare the time, Hetzner its pace. */
function waitOf(headers: Answer['headers']): number {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  if (retryAfter >= 0) return Math.min(retryAfter * 1000, LONGEST_WAIT_MS);
  const budget = readBudget(headers, 0);
  return budget ? Math.min(refillMs(budget), LONGEST_WAIT_MS) : 0;
}
