import type { Fault } from '../core/faults.ts';
import type { Reply } from '../core/http.ts';

const DOCS = 'https://docs.github.com/rest';

/** A refusal in the vendor's words; `errors` lists what a 422 finds wrong. */
export class GithubError extends Error {
  readonly status: number;
  readonly errors: Record<string, unknown>[];

  constructor(status: number, message: string, errors: Record<string, unknown>[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** The same answer for what is not there and for what the token may not see. */
export function notFound(): GithubError {
  return new GithubError(404, 'Not Found');
}

/** The body's `status` repeats the status as text, as the vendor's bodies do. */
export function errorReply(error: GithubError, headers: Record<string, string> = {}): Reply {
  const body = {
    message: error.message,
    ...(error.errors.length > 0 && { errors: error.errors }),
    documentation_url: DOCS,
    status: String(error.status),
  };
  return { status: error.status, headers, body };
}

/** How long a client is told to wait for a secondary limit that names no time of its own. */
const RETRY_AFTER_S = '60';
const HOUR_S = 3600;

/**
 * An answer that a fault asked for. Two codes are known besides the status: `secondary_rate_limit` (with
 * `retry-after`) and `rate_limit` (with an empty budget until `now` plus an hour). Both come as 403 or 429.
 * Source of words and headers: GitHub docs, "Rate limits for the REST API"; KnpLabs/php-github-api#1072.
 */
export function wordFault(fault: Fault & { status: number }, now: number): Reply {
  const { status, message, headers } = fault;
  if (fault.code === 'secondary_rate_limit') {
    const words = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    return errorReply(new GithubError(status, message ?? words), { 'retry-after': RETRY_AFTER_S, ...headers });
  }
  if (fault.code === 'rate_limit') {
    const reset = String(Math.floor(now / 1000) + HOUR_S);
    const budget = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset, 'x-ratelimit-resource': 'core' };
    return errorReply(new GithubError(status, message ?? 'API rate limit exceeded'), { ...budget, ...headers });
  }
  return errorReply(new GithubError(status, message ?? WORDS[status] ?? 'Injected by the sandbox'), headers);
}

const WORDS: Record<number, string> = {
  400: 'Problems parsing JSON',
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  422: 'Validation Failed',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
};
