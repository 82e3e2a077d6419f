import type { DispatchOutcome } from '../ports/workflow-runner.ts';

/** As octokit throws: `status` is 500 for a request that got no answer, which then has no `response`. */
interface RequestFailure {
  readonly message: string;
  readonly status?: number;
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
}

/** GitHub asks for at least a minute where it names no time (docs.github.com/en/rest, "Rate limits for the REST API"). */
const UNSTATED_WAIT_S = 60;

/** Its limits are counted by the hour: one that names more, or whose clock is wrong, must not stop us for days. */
const LONGEST_WAIT_S = 60 * 60;

/** Malformed, no such workflow or ref, inputs that don't fit: the same again is refused again. */
const PERMANENT: ReadonlySet<number> = new Set([400, 404, 410, 422]);

/** What a failed request to start a run means. `nowS` is the time in seconds since 1970. */
export function outcomeOf(error: unknown, nowS: number): Exclude<DispatchOutcome, { outcome: 'accepted' }> {
  const { message, status, response } = asFailure(error);
  // A request that got no whole answer may have been taken: timeouts, dropped connections, gateways, GitHub's own errors.
  if (!response || status === undefined || status === 408 || status >= 500) return { outcome: 'unknown', message };
  const retryAfterS = waitOf(status, message, response.headers, nowS);
  if (retryAfterS !== undefined) {
    return { outcome: 'refused', message, permanent: false, retryAfterS: Math.min(retryAfterS, LONGEST_WAIT_S) };
  }
  // Not permanent: a token or a right of it that is missing can be put right without the job.
  return { outcome: 'refused', message, permanent: PERMANENT.has(status) };
}

/** Whether GitHub has answered that it does not know the thing. */
export const isNotFound = (error: unknown): boolean => {
  const { status, response } = asFailure(error);
  return status === 404 && response !== undefined;
};

/** Whether GitHub has answered that the thing is no longer in a state for it. */
export const isConflict = (error: unknown): boolean => {
  const { status, response } = asFailure(error);
  return status === 409 && response !== undefined;
};

function waitOf(
  status: number,
  message: string,
  headers: Readonly<Record<string, string | number | undefined>>,
  nowS: number,
): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (after >= 0) return Math.max(1, Math.ceil(after));
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (String(headers['x-ratelimit-remaining']) === '0' && reset > 0) return Math.max(1, Math.ceil(reset - nowS));
  return status === 429 || /rate limit|abuse detection/i.test(message) ? UNSTATED_WAIT_S : undefined;
}

const asFailure = (error: unknown): RequestFailure =>
  error instanceof Error ? (error as Error & Omit<RequestFailure, 'message'>) : { message: String(error) };
