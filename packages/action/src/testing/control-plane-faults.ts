/** What goes wrong with a request on demand. Each is used up by as many requests as `times` says (1). */
export interface Fault {
  /** Of the requests that it is for; any by default. */
  readonly method?: string;
  /** Looked for in the path; any by default. */
  readonly path?: RegExp;
  /** Requests that it lets pass first. */
  readonly after?: number;
  readonly times?: number;
  readonly kind: /** The connection is cut before anything was done. */
    | { readonly drop: 'request' }
    /** What was asked for is done, and the connection cut instead of the answer. */
    | { readonly drop: 'answer' }
    /** Refused with this status, and nothing done. `body` is the control plane's own by default. */
    | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
    /** The answer waits until the promise settles. */
    | { readonly hold: Promise<unknown> };
}

/** The faults that are yet to happen. */
export class Faults {
  #waiting: { fault: Fault; skip: number; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault that is for this request, which uses it up. */
  take(method: string, path: string): Fault['kind'] | undefined {
    for (const entry of this.#waiting) {
      const { fault } = entry;
      if (fault.method !== undefined && fault.method !== method) continue;
      if (fault.path !== undefined && !fault.path.test(path)) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      entry.left--;
      if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
      return fault.kind;
    }
    return undefined;
  }
}
