import type { Store } from './store.ts';

/**
 * Something that goes wrong on purpose. Exactly one of `request`, `action`, `boot` and `run` says what it meets:
 * a request by method and path, an action by its command, the first boot of a server by its name, or a workflow's new
 * run by the workflow's file.
 */
export interface Fault {
  id: number;
  /** Path patterns use `*` for one segment and `**` for the rest; a method of `*` meets all. */
  request?: { method: string; path: string };
  /** An action's command, such as `create_server`: it ends with status `error` and this fault's code. */
  action?: string;
  /** A server's name, or `*`: what happens to the machine on its first boot. */
  boot?: string;
  /** A workflow's file, such as `provision-tenant.yml`, or `*`: what happens to a run that GitHub has accepted. */
  run?: string;
  /** How many matches it still meets; it is gone at 0. */
  count: number;
  /** Matches that pass unharmed first. */
  skip: number;
  /** Milliseconds of wall time before the request has its effect. */
  delayMs: number;
  /** Milliseconds of wall time between the effect and the answer. */
  answerDelayMs: number;
  /** HTTP status of the answer; absent: the request is served as usual (after the delay). */
  status?: number;
  /** The vendor's error code: a string at Hetzner, a number at Cloudflare. */
  code?: string | number;
  message?: string;
  headers?: Record<string, string>;
  /** The connection is cut `before` the request has an effect, or `after` it had one. */
  drop?: 'before' | 'after';
  /** What a machine does on boot: never start its agent, or never come up at all. */
  machine?: 'cloud_init_error' | 'never_boots';
  /** Milliseconds of sandbox time until the accepted run is there. */
  runDelayMs?: number;
  /** The accepted run is never there. */
  lost?: boolean;
}

export type NewFault = Partial<Omit<Fault, 'id'>>;

const KEY = 'faults';

/** The faults in force. They survive a restart, as all state does. */
export class Faults {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  all(): Fault[] {
    return this.#store.readSetting<Fault[]>(KEY) ?? [];
  }

  add(fault: NewFault): Fault {
    const added: Fault = { count: 1, skip: 0, delayMs: 0, answerDelayMs: 0, ...fault, id: this.#store.next('fault') };
    this.#write([...this.all(), added]);
    return added;
  }

  remove(id: number): boolean {
    const faults = this.all();
    this.#write(faults.filter((fault) => fault.id !== id));
    return faults.some((fault) => fault.id === id);
  }

  clear(): void {
    this.#write([]);
  }

  /** The fault that this request meets, if any; its count goes down. */
  meetRequest(method: string, path: string): Fault | undefined {
    return this.#meet(
      (fault) =>
        fault.request !== undefined &&
        (fault.request.method === '*' || fault.request.method === method) &&
        pathMatches(fault.request.path, path),
    );
  }

  meetAction(command: string): Fault | undefined {
    return this.#meet((fault) => fault.action === command);
  }

  meetBoot(serverName: string): Fault | undefined {
    return this.#meet((fault) => fault.boot === '*' || fault.boot === serverName);
  }

  meetRun(workflowFile: string): Fault | undefined {
    return this.#meet((fault) => fault.run === '*' || fault.run === workflowFile);
  }

  /** One match uses up one `skip` of every fault that it meets, or one `count` of the first that is due. */
  #meet(matches: (fault: Fault) => boolean): Fault | undefined {
    const faults = this.all();
    if (!faults.some(matches)) return undefined;
    let met: Fault | undefined;
    for (const fault of faults.filter(matches)) {
      if (fault.skip > 0) fault.skip--;
      else if (!met) {
        met = { ...fault };
        fault.count--;
      }
    }
    this.#write(faults.filter((fault) => fault.count > 0));
    return met;
  }

  #write(faults: Fault[]): void {
    this.#store.writeSetting(KEY, faults);
  }
}

/** Whether `path` fits `pattern`, in which `*` stands for one segment and a last `**` for any rest. */
export function pathMatches(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]+'));
  return new RegExp(`^${source}$`).test(path);
}
