import { type Agent, type PushEvery, paceConfig } from './agent.ts';
import type { Load } from './load.ts';
import { bodies, type Metric, measure } from './simulated-metrics.ts';
import { type HttpOutput, readTelegrafConfig, type TelegrafConfig } from './telegraf-config.ts';
import { telegrafFiles } from './telegraf-files.ts';

export interface SimulatedAgentOptions {
  /** The guest's file system. */
  root: string;
  hostname: string;
  load: Load;
  pushEvery: PushEvery;
  /** Wall time, epoch ms. */
  wall: () => number;
  /** From 0 to 1, for the configured jitters. */
  random: () => number;
}

/** Telegraf's own defaults. */
const TIMEOUT_MS = 5_000;
const BUFFERED_METRICS_MAX = 10_000;
/** Telegraf's default; a configured header replaces it. */
const CONTENT_TYPE = 'text/plain; charset=utf-8';

/** Pushes what Telegraf would push from the same configuration, at the same pace, from this process. */
export class SimulatedAgent implements Agent {
  readonly kind = 'simulated';
  readonly #options: SimulatedAgentOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #aborting = new AbortController();
  readonly #pushes = new Set<Promise<void>>();
  #load: Load;
  #first = true;
  #failure: string | undefined;

  constructor(options: SimulatedAgentOptions) {
    this.#options = options;
    this.#load = options.load;
    try {
      const overlay = options.pushEvery === undefined ? [] : [paceConfig(options.pushEvery)];
      this.#run(readTelegrafConfig(telegrafFiles(options.root), overlay));
    } catch (error) {
      this.#failure = `telegraf would not start: ${(error as Error).message}`;
    }
  }

  pid(): null {
    return null;
  }

  reasons(): string[] {
    return this.#failure === undefined ? [] : [this.#failure];
  }

  setLoad(load: Load): void {
    this.#load = load;
  }

  async stop(): Promise<void> {
    this.#aborting.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#pushes);
  }

  /** Rounds of measuring fill the outputs' buffers; flushes empty them. The two have clocks of their own, as in Telegraf. */
  #run(config: TelegrafConfig): void {
    const buffers = new Map<HttpOutput, Metric[]>(config.outputs.map((output) => [output, []]));
    const jitter = (ms: number) => ms * this.#options.random();
    const round = () => {
      const { wall, hostname } = this.#options;
      const metrics = measure(config, hostname, this.#load, this.#first, wall());
      this.#first = false;
      for (const buffer of buffers.values()) {
        buffer.push(...metrics);
        buffer.splice(0, buffer.length - BUFFERED_METRICS_MAX);
      }
      this.#after(this.#untilRound(config) + jitter(config.collectionJitterMs), round);
    };
    const flushLater = (output: HttpOutput, buffer: Metric[]) => {
      this.#after(config.flushIntervalMs + jitter(config.flushJitterMs), () => {
        this.#track(this.#push(output, buffer).then(() => flushLater(output, buffer)));
      });
    };
    this.#after(config.roundInterval ? this.#untilRound(config) + jitter(config.collectionJitterMs) : 0, round);
    for (const [output, buffer] of buffers) flushLater(output, buffer);
  }

  #untilRound({ intervalMs, roundInterval }: TelegrafConfig): number {
    return roundInterval ? intervalMs - (this.#options.wall() % intervalMs) : intervalMs;
  }

  /** Sends the buffer and empties it; what is refused stays for the next flush. */
  async #push(output: HttpOutput, buffer: Metric[]): Promise<void> {
    const sending = buffer.length;
    if (sending === 0) return;
    try {
      for (const body of await bodies(output, buffer)) await this.#post(output, body);
      buffer.splice(0, sending);
      this.#failure = undefined;
    } catch (error) {
      if (!this.#aborting.signal.aborted) this.#failure = `${output.url}: ${(error as Error).message}`;
    }
  }

  async #post(output: HttpOutput, body: string): Promise<void> {
    const timeout = AbortSignal.timeout(output.timeout ?? TIMEOUT_MS);
    const response = await fetch(output.url, {
      method: output.method,
      headers: { 'content-type': CONTENT_TYPE, 'user-agent': 'Telegraf (simulated)', ...lowerCased(output.headers) },
      body,
      signal: AbortSignal.any([timeout, this.#aborting.signal]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`received status code ${response.status}`);
  }

  #after(ms: number, work: () => void): void {
    if (this.#aborting.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  #track(push: Promise<void>): void {
    this.#pushes.add(push);
    void push.finally(() => this.#pushes.delete(push));
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
