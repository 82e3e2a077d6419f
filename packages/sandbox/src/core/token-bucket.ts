/** What a client is told about its budget after a request. `resetAt` is when the bucket is full again (epoch ms). */
export interface Budget {
  allowed: boolean;
  limit: number;
  remaining: number;
  resetAt: number;
  /** Milliseconds until one request is allowed again; 0 when this one was. */
  retryAfterMs: number;
}

/** A bucket that holds `capacity` requests and refills evenly over `windowMs`. Whole milliseconds come in as arguments. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #windowMs: number;
  /** In units of 1/windowMs of a request: whole numbers, so that who waits as long as told is never short of a rounding error. */
  #credit: number;
  #at: number;

  constructor(capacity: number, windowMs: number, now: number) {
    this.#capacity = capacity;
    this.#windowMs = windowMs;
    this.#credit = capacity * windowMs;
    this.#at = now;
  }

  take(now: number): Budget {
    const full = this.#capacity * this.#windowMs;
    this.#credit = Math.min(full, this.#credit + Math.max(0, now - this.#at) * this.#capacity);
    this.#at = Math.max(now, this.#at);
    const allowed = this.#credit >= this.#windowMs;
    if (allowed) this.#credit -= this.#windowMs;
    return {
      allowed,
      limit: this.#capacity,
      remaining: Math.floor(this.#credit / this.#windowMs),
      resetAt: now + Math.ceil((full - this.#credit) / this.#capacity),
      retryAfterMs: allowed ? 0 : Math.ceil((this.#windowMs - this.#credit) / this.#capacity),
    };
  }

  /** Leaves exactly `remaining` requests, for tests of what a client does when its budget runs out. */
  drainTo(remaining: number, now: number): void {
    this.#credit = Math.min(remaining, this.#capacity) * this.#windowMs;
    this.#at = Math.max(now, this.#at);
  }
}
