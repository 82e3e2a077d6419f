import { type Budget, TokenBucket } from '../core/token-bucket.ts';

/** 1,200 requests in 5 minutes for each token. Source: Cloudflare Fundamentals, "Rate limits". */
const REQUESTS = 1200;
const WINDOW_MS = 5 * 60_000;

/** The requests that each project's token has left. Held in memory: a restart fills every bucket. */
export class RateLimit {
  readonly #buckets = new Map<number, TokenBucket>();

  take(project: number, now: number): Budget {
    return this.#bucket(project, now).take(now);
  }

  /** Leaves exactly `remaining` requests, for tests of what a client does when its budget runs out. */
  drainTo(project: number, remaining: number, now: number): void {
    this.#bucket(project, now).drainTo(remaining, now);
  }

  /** Fills the project's bucket. */
  refill(project: number): void {
    this.#buckets.delete(project);
  }

  #bucket(project: number, now: number): TokenBucket {
    const known = this.#buckets.get(project);
    if (known) return known;
    const made = new TokenBucket(REQUESTS, WINDOW_MS, now);
    this.#buckets.set(project, made);
    return made;
  }
}

/** The headers that say what is left. Source: Cloudflare changelog of 2025-09-03; `retry-after` only with a 429. */
export function rateLimitHeaders(budget: Budget, now: number): Record<string, string> {
  const headers: Record<string, string> = {
    ratelimit: `"default";r=${budget.remaining};t=${Math.ceil((budget.resetAt - now) / 1000)}`,
    'ratelimit-policy': `"default";q=${REQUESTS};w=${WINDOW_MS / 1000}`,
  };
  if (!budget.allowed) headers['retry-after'] = String(Math.ceil(budget.retryAfterMs / 1000));
  return headers;
}
