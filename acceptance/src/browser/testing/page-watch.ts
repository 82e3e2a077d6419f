import type { BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';
import { until } from '../../testing/poll.ts';

/** Not the page's fault; everything else that is noted fails a test, unless that test has announced it. */
const ALWAYS_ALLOWED = [
  // The page itself gave the request up, because it was left or asks for something else now.
  /failed: net::ERR_ABORTED$/,
];

/** Longer than what a page does with an answer before it asks for the next thing, shorter than any poll. */
const QUIET_FOR_MS = 500;

const BINDING = '__prego_policy_violation';

/**
 * What pages do that they must not: console errors and warnings, uncaught errors, violations of the content security policy,
 * requests to another origin than the control plane's, and requests that fail or are refused. A window that a page opens, such
 * as a run's at GitHub, is not followed of itself.
 */
export class PageWatch {
  readonly #origin: string;
  readonly #noted: string[] = [];
  readonly #said: string[] = [];
  readonly #allowed = [...ALWAYS_ALLOWED];
  readonly #underWay = new Set<Request>();
  #lastStirredAt = 0;

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /** For the pages of this context; each of them is then to be followed before it goes anywhere. */
  static async of(context: BrowserContext, origin: string): Promise<PageWatch> {
    const watch = new PageWatch(origin);
    await context.exposeFunction(BINDING, (violation: string) => watch.#note(`policy violation: ${violation}`));
    await context.addInitScript((binding) => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        const tell = (window as unknown as Record<string, (violation: string) => void>)[binding];
        tell?.(`${violatedDirective} refused ${blockedURI} (${sourceFile}:${lineNumber})`);
      });
    }, BINDING);
    return watch;
  }

  follow(page: Page): void {
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.#note(`page error: ${error.stack ?? error.message}`));
    page.on('websocket', (socket) => this.#see('WebSocket', socket.url()));
    page.on('request', (request) => {
      this.#underWay.add(request);
      this.#lastStirredAt = performance.now();
      this.#see(request.method(), request.url());
    });
    page.on('requestfinished', (request) => this.#end(request));
    page.on('requestfailed', (request) => {
      this.#end(request);
      this.#note(`${this.#name(request)} failed: ${request.failure()?.errorText ?? 'for no stated reason'}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.#note(`${this.#name(response.request())} answered ${response.status()}`);
    });
  }

  /** Announces something that the test provokes, by how its line in `problems` looks: `/PATCH \S+ answered 409$/`. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** What was not announced, a line each, in the order in which it happened; empty where all was well. */
  get problems(): string[] {
    return this.#noted.filter((line) => !this.#allowed.some((pattern) => pattern.test(line)));
  }

  /** The same, with what was announced. */
  get noted(): readonly string[] {
    return this.#noted;
  }

  /** All that was written to the console, of whatever level. */
  get said(): readonly string[] {
    return this.#said;
  }

  /**
   * Resolves when nothing that was asked for is outstanding, and for a while from now nothing has been asked or answered.
   * Playwright's own `networkidle` is of the loading alone: it is there for ever once it was.
   */
  async quiet(): Promise<void> {
    this.#lastStirredAt = performance.now();
    await until('the page to ask for nothing more', () => {
      const isQuiet = this.#underWay.size === 0 && performance.now() - this.#lastStirredAt > QUIET_FOR_MS;
      return isQuiet ? true : undefined;
    });
  }

  #hear(message: ConsoleMessage): void {
    const { url, lineNumber } = message.location();
    this.#said.push(message.text());
    // Chromium's line about a request says less of it than ours.
    const isAboutRequest = message.text().startsWith('Failed to load resource:');
    if (!['error', 'warning', 'assert'].includes(message.type()) || isAboutRequest) return;
    this.#note(`console ${message.type()}: ${message.text()} (${url}:${lineNumber})`);
  }

  #end(request: Request): void {
    this.#underWay.delete(request);
    this.#lastStirredAt = performance.now();
  }

  #see(method: string, url: string): void {
    const { protocol, origin } = new URL(url.replace(/^ws/, 'http'));
    const isOurs = origin === this.#origin || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!isOurs) this.#note(`another origin: ${method} ${url}`);
  }

  #name(request: Request): string {
    const { origin, pathname } = new URL(request.url());
    return `${request.method()} ${origin === this.#origin ? pathname : request.url()}`;
  }

  #note(line: string): void {
    this.#noted.push(line);
  }
}
