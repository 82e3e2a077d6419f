import type { Agent, IncomingHttpHeaders } from 'node:http';
import pRetry from 'p-retry';
import { agentFor } from '../clouds/agent.ts';
import { type Answer, Disconnected, exchange, type Outgoing } from '../clouds/exchange.ts';

/** What a request only asks: it can be sent again, and dropped where nobody waits for the answer. */
export const reads = ({ method }: Pick<Outgoing, 'method'>): boolean => method === 'GET' || method === 'HEAD';

/**
 * A question that the connection lost is asked twice more, after these and four times as many milliseconds. Go's
 * client repeats those that meet a connection at its end; hidden behind us it can't.
 */
const READ_AGAIN = { retries: 2, minTimeout: 250, factor: 4 };

/**
 * Milliseconds that the answer to a question may take. The plugin sets no limit of its own, so one lost answer would
 * hold up a run until its deadline. An order has none here either: its answer tells what came of it.
 */
const READ_TIMEOUT_MS = 15_000;

/** The code of an error that the gateway itself answers with: the API did not. */
export const GATEWAY_UNANSWERED = 'cloud_unreachable';

/** The real API behind the gateway. */
export class Upstream {
  readonly #endpoint: URL;
  readonly #agent: Agent;
  readonly #readTimeoutMs: number;

  constructor(endpoint: string, readTimeoutMs = READ_TIMEOUT_MS) {
    this.#endpoint = new URL(endpoint);
    this.#readTimeoutMs = readTimeoutMs;
    this.#agent = agentFor(this.#endpoint);
  }

  /**
   * The API's answer, whatever it says; where there is none an error in its manner that tells
   * the real address and what happened. An answer, and not a cut connection: the plugin would name the gateway. With
   * 503 and this code: hcloud-go sends every request again, also one that creates, on 502, 504, `bad_gateway` and
   * `timeout`, but not on this.
   */
  async send(path: string, outgoing: Omit<Outgoing, 'path'>, gone: AbortSignal): Promise<Answer> {
    const { origin, pathname } = this.#endpoint;
    const full = pathname.replace(/\/$/, '') + path;
    const request = { ...outgoing, path: full, headers: endToEnd(outgoing.headers) };
    try {
      if (!reads(outgoing)) return await exchange(this.#endpoint, request, this.#agent);
      return await pRetry(() => this.#ask(request, gone), { ...READ_AGAIN, signal: gone });
    } catch (error) {
      if (!(error instanceof Disconnected)) throw error;
      const [bare] = full.split('?');
      return apiError(503, GATEWAY_UNANSWERED, `${outgoing.method} ${origin}${bare}: ${error.message}`);
    }
  }

  /** Lets the process end also while orders are under way: they go on for as long as it lives. */
  letGo(): void {
    for (const sockets of Object.values(this.#agent.sockets)) {
      for (const socket of sockets ?? []) socket.unref();
    }
  }

  async #ask(request: Outgoing, gone: AbortSignal): Promise<Answer> {
    const timeout = AbortSignal.timeout(this.#readTimeoutMs);
    try {
      return await exchange(this.#endpoint, request, this.#agent, AbortSignal.any([gone, timeout]));
    } catch (error) {
      throw timeout.aborted
        ? new Disconnected(`no answer in ${this.#readTimeoutMs / 1000} s`, { cause: error })
        : error;
    }
  }
}

/** Headers that are of one connection, or told anew for each (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The headers that a proxy passes on. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/** An answer of the gateway itself, worded as the API's errors are. */
export function apiError(status: number, code: string, message: string): Answer {
  const body = Buffer.from(JSON.stringify({ error: { code, message, details: null } }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}
