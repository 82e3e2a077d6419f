import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request of the action's that is to be held. */
export interface Hold {
  readonly method: string;
  readonly path: RegExp;
  /** Part of the body, where the path alone says too little. */
  readonly body?: RegExp;
  /** `before`: it never arrives. `after`: it has had its effect, and nobody is told. */
  readonly when: 'before' | 'after';
}

/**
 * Stands between the action and the control plane, and holds one request: the moment at which a test kills or cancels. What is
 * held stays unanswered until its caller is gone.
 */
export class HoldingProxy {
  readonly #server: Server;
  readonly #target: string;
  #hold: Hold | undefined;
  #held = Promise.withResolvers<void>();

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((incoming, answer) => {
      this.#pass(incoming, answer).catch(() => answer.destroy());
    });
  }

  static async before(target: string): Promise<HoldingProxy> {
    const proxy = new HoldingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Holds the first request of this kind. Resolves when it is held. */
  hold(hold: Hold): Promise<void> {
    this.#hold = hold;
    this.#held = Promise.withResolvers();
    return this.#held.promise;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const hold = this.#hold;
    const held =
      hold !== undefined &&
      hold.method === incoming.method &&
      hold.path.test(incoming.url ?? '') &&
      (hold.body?.test(body) ?? true);
    if (held) this.#hold = undefined;
    if (held && hold.when === 'before') return this.#held.resolve();
    const { status, headers, answered } = await this.#forward(incoming, body);
    if (held) return this.#held.resolve();
    answer.writeHead(status, headers).end(answered);
  }

  async #forward(incoming: IncomingMessage, body: string) {
    const sent = request(this.#target + incoming.url, {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(this.#target).host },
    });
    sent.end(body);
    const received = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve).once('error', reject);
    });
    return { status: received.statusCode ?? 502, headers: received.headers, answered: await text(received) };
  }
}
