import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../clouds/exchange.ts';
import { readBudget } from './budget.ts';
import { Pacer, type PacerOptions, type Refusals } from './pacer.ts';
import { apiError, endToEnd, reads, Upstream } from './upstream.ts';

export interface GatewayOptions extends Partial<Omit<PacerOptions, 'stop'>> {
  /** The API, with `/v1`. */
  readonly upstream: string;
  /** The only token whose requests are passed on. */
  readonly token: string;
  /** Aborted when the run is to end. */
  readonly signal?: AbortSignal;
}

export interface Gateway {
  /** What HCLOUD_ENDPOINT is to be. */
  readonly url: string;
  /** Ends all connections. A change that is under way at the API is left to run to its end, if the process lives so long. */
  readonly close: () => Promise<void>;
}

const BASE_PATH = '/v1';

/**
 * Stands between the engine's plugin and Hetzner's API, on loopback, for one run. It passes every request on as it is
 * and its answer back, with two exceptions. It holds requests back when the project's hourly budget runs low, and
 * sends what was refused as one too many again until it is taken: a refusal had no effect. And where there is no
 * answer, it tells why in the API's manner (see Upstream).
 *
 * Once `signal` is aborted nothing is held back, so that what the engine is doing can end: a request that was waiting
 * goes out at once if it only reads, and is answered with `run_stopped` if it would change something.
 *
 * It adds no credential, so it opens nothing to others on the machine; it takes the run's own token only, so that it
 * is no way out through this machine's network either.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const run = new GatewayRun(options);
  const server = createServer((request, response) => void run.serve(request, response));
  // Idle connections stay: the plugin would take the closing of one that it is about to use for a lost request. Go
  // also opens some that it uses only later; Node would end those after a minute for want of a request.
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${BASE_PATH}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      run.letGo();
    },
  };
}

class GatewayRun {
  readonly #upstream: Upstream;
  readonly #pacer: Pacer;
  readonly #stop: AbortSignal;
  readonly #now: () => number;
  readonly #authorization: Buffer;

  constructor({ upstream, token, signal, ...pacing }: GatewayOptions) {
    this.#upstream = new Upstream(upstream);
    this.#stop = signal ?? new AbortController().signal;
    this.#now = pacing.now ?? (() => performance.now());
    this.#authorization = digest(`Bearer ${token}`);
    this.#pacer = new Pacer({
      stop: this.#stop,
      now: this.#now,
      onWait: pacing.onWait ?? (() => {}),
      sleep: pacing.sleep ?? ((ms, ending) => delay(ms, undefined, { signal: ending })),
      random: pacing.random ?? Math.random,
    });
  }

  letGo(): void {
    this.#upstream.letGo();
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await this.#answer(request, gone.signal).catch((error: unknown) =>
      apiError(500, 'gateway_failed', String(error)),
    );
    if (gone.signal.aborted) return;
    const { status, headers, body } = answer;
    response.writeHead(status, { ...endToEnd(headers), 'content-length': body.length }).end(body);
  }

  async #answer(request: IncomingMessage, gone: AbortSignal): Promise<Answer> {
    const { method = 'GET', url = '', headers } = request;
    if (!timingSafeEqual(digest(headers.authorization ?? ''), this.#authorization)) {
      return apiError(401, 'unauthorized', "the gateway of a run takes that run's own token only");
    }
    if (!url.startsWith(`${BASE_PATH}/`)) return apiError(404, 'not_found', `there is no ${url} here`);
    const outgoing = { method, headers, body: await buffer(request) };
    return await this.#pass(url.slice(BASE_PATH.length), outgoing, gone);
  }

  async #pass(
    path: string,
    outgoing: Parameters<Upstream['send']>[1],
    gone: AbortSignal,
    refusals?: Refusals,
  ): Promise<Answer> {
    const stoppedBefore = this.#stop.aborted;
    await this.#pacer.turn(gone, refusals);
    if (this.#stop.aborted && !stoppedBefore && !reads(outgoing)) return stopped();
    const answer = await this.#upstream.send(path, outgoing, gone);
    this.#pacer.learn(readBudget(answer.headers, this.#now()));
    if (answer.status !== 429) return answer;
    if (this.#stop.aborted) return stopped();
    return await this.#pass(path, outgoing, gone, { times: (refusals?.times ?? 0) + 1, at: this.#now() });
  }
}

/** For a request that had no effect and will have none. */
function stopped(): Answer {
  return apiError(503, 'run_stopped', 'the run was stopped before the API took this request');
}

/** Of equal length for any text, as the comparison in constant time wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
