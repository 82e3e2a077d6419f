import type { Project } from '../core/projects.ts';
import { type Budget, TokenBucket } from '../core/token-bucket.ts';

const HOUR_MS = 3_600_000;

/** One bucket of requests a project, refilled evenly over the hour, as the vendor does. Full after a restart. */
export class RateLimits {
  readonly #buckets = new Map<number, { perHour: number; bucket: TokenBucket }>();

  /** Takes one request out of the project's bucket; `now` is sandbox time in epoch ms. */
  take(project: Project, now: number): Budget {
    return this.#bucketOf(project, now).take(now);
  }

  /** Leaves exactly `remaining` requests to the project, for tests of what a client does then. */
  drainTo(project: Project, remaining: number, now: number): void {
    this.#bucketOf(project, now).drainTo(remaining, now);
  }

  /** A changed limit begins with a full bucket. */
  #bucketOf(project: Project, now: number): TokenBucket {
    const perHour = project.limits.requestsPerHour;
    const known = this.#buckets.get(project.id);
    if (known?.perHour === perHour) return known.bucket;
    const bucket = new TokenBucket(perHour, HOUR_MS, now);
    this.#buckets.set(project.id, { perHour, bucket });
    return bucket;
  }
}
