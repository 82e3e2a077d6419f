/** Where the sandbox's own time stood at one moment of wall time, and how fast it runs from there. */
export interface ClockSetting {
  wallMs: number;
  sandboxMs: number;
  speed: number;
}

/**
 * The sandbox's time: wall time, optionally faster and moved forward. Never runs backwards, also when the wall
 * clock is set back, so that `created` and `finished` stamps stay ordered. All times are epoch milliseconds.
 */
export class Clock {
  readonly #wall: () => number;
  #setting: ClockSetting;
  #latest: number;

  constructor(wall: () => number, setting?: ClockSetting) {
    const wallMs = wall();
    this.#wall = wall;
    this.#setting = setting ?? { wallMs, sandboxMs: wallMs, speed: 1 };
    this.#latest = this.#setting.sandboxMs;
  }

  /** What a restart needs to go on from here. */
  get setting(): ClockSetting {
    return this.#setting;
  }

  now(): number {
    return this.#nowAt(this.#wall());
  }

  /** Wall milliseconds until the sandbox's time reaches `at`; 0 when it has passed. */
  wallMsUntil(at: number): number {
    return Math.max(0, Math.ceil((at - this.now()) / this.#setting.speed));
  }

  /** Sandbox milliseconds for each millisecond of wall time; must be more than 0. */
  setSpeed(speed: number): void {
    const wallMs = this.#wall();
    this.#setting = { wallMs, sandboxMs: this.#nowAt(wallMs), speed };
  }

  advance(ms: number): void {
    const wallMs = this.#wall();
    this.#setting = { wallMs, sandboxMs: this.#nowAt(wallMs) + ms, speed: this.#setting.speed };
  }

  #nowAt(wallNow: number): number {
    const { wallMs, sandboxMs, speed } = this.#setting;
    this.#latest = Math.max(this.#latest, Math.floor(sandboxMs + Math.max(0, wallNow - wallMs) * speed));
    return this.#latest;
  }
}

/** The vendors' spelling of a time: ISO 8601 in UTC without milliseconds, as Hetzner answers it. */
export function isoSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+00:00`;
}
