/** 5,000 requests an hour for a personal token, and at least as many for an installation. Source: GitHub docs, "Rate limits for the REST API". */
export const REQUESTS_PER_HOUR = 5000;
const HOUR_MS = 3_600_000;

/** What a client is told of its budget. `resetAt` is when a new hour begins (epoch ms). */
export interface HourlyBudget {
  allowed: boolean;
  limit: number;
  used: number;
  remaining: number;
  resetAt: number;
}

/** Whole hours that begin with a first request, as the vendor counts. Held in memory: a restart begins new ones. */
export class RateLimits {
  readonly #hours = new Map<string, { startedAt: number; used: number }>();

  /** Takes one request from the budget of `owner`, a user or an installation. `now` is sandbox time in epoch ms. */
  take(owner: string, now: number): HourlyBudget {
    const hour = this.#hour(owner, now);
    const allowed = hour.used < REQUESTS_PER_HOUR;
    if (allowed) hour.used++;
    return { ...this.look(owner, now), allowed };
  }

  look(owner: string, now: number): HourlyBudget {
    const { startedAt, used } = this.#hour(owner, now);
    const remaining = REQUESTS_PER_HOUR - used;
    return { allowed: remaining > 0, limit: REQUESTS_PER_HOUR, used, remaining, resetAt: startedAt + HOUR_MS };
  }

  /** Leaves exactly `remaining` requests of the hour under way. */
  drainTo(owner: string, remaining: number, now: number): void {
    this.#hour(owner, now).used = Math.max(0, REQUESTS_PER_HOUR - remaining);
  }

  refill(owner: string): void {
    this.#hours.delete(owner);
  }

  #hour(owner: string, now: number) {
    const known = this.#hours.get(owner);
    if (known && now < known.startedAt + HOUR_MS) return known;
    const made = { startedAt: now, used: 0 };
    this.#hours.set(owner, made);
    return made;
  }
}

export function rateLimitHeaders({ limit, remaining, used, resetAt }: HourlyBudget): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(epochSeconds(resetAt)),
    'x-ratelimit-resource': 'core',
  };
}

/** `GET /rate_limit`: only `core` is counted here, the other resources are as full as on the first day. */
export function showRateLimit(budget: HourlyBudget) {
  const reset = epochSeconds(budget.resetAt);
  const core = { limit: budget.limit, used: budget.used, remaining: budget.remaining, reset };
  const full = (limit: number) => ({ limit, used: 0, remaining: limit, reset });
  return { resources: { core, search: full(30), graphql: full(5000) }, rate: core };
}

function epochSeconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
