import { APIError } from 'cloudflare/core/error';
import { ActionError } from '../errors.ts';

/** An answer that never came, or came without saying what was done: the request may or may not have had its effect. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** The state of things was not what we had looked up, or Cloudflare had no time: nothing was done, and it is worth another look. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  /** Milliseconds that Cloudflare asks us to wait; undefined where it names none. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Another record excludes this one: 81053 (A, AAAA or CNAME of that host), 81054 (CNAME of that host), 81057 (exists), 81058
 * (identical). 81044: the record does not exist. All of them mean that somebody was quicker; perhaps ourselves, by a request
 * whose answer was lost.
 */
const OVERTAKEN = new Set([81044, 81053, 81054, 81057, 81058]);

/** The token's form, the token itself, or what it may do. Source of 6003 and 6111: the API's answer to a malformed header. */
const DENIED_STATUS = new Set([401, 403]);
const DENIED_CODES = new Set([6003, 6111]);

interface VendorMessage {
  readonly code?: number;
  readonly message?: string;
  readonly error_chain?: readonly VendorMessage[];
}

/**
 * What a failed request of a client means, as something to throw: `UnknownOutcome` or `NotYet` where it is worth a look at how
 * things are, else ActionError `dns_failed`. One that was given up because of a signal has an unknown outcome, too.
 *
 * @param doing what was asked for, such as "create the record a.example.com"
 */
export function meaningOf(error: unknown, doing: string): Error {
  if (error instanceof UnknownOutcome) return error;
  if (!(error instanceof APIError)) return new UnknownOutcome(`${doing}: ${String(error)}`, { cause: error });
  const { status, headers } = error as APIError;
  if (status === undefined) return new UnknownOutcome(`Cloudflare did not answer (${error.message})`, { cause: error });
  const said = wordsOf(error);
  if (status === 408 || status >= 500) return new UnknownOutcome(`Cloudflare answered ${status} (${said})`);
  if (status === 429) return new NotYet('Cloudflare takes no more requests for now', retryAfter(headers));
  if (status === 409 || codesOf(error).some((code) => OVERTAKEN.has(code))) return new NotYet(said);
  if (DENIED_STATUS.has(status) || codesOf(error).some((code) => DENIED_CODES.has(code))) {
    return new ActionError(
      'dns_failed',
      `Cloudflare does not let the token ${doing}.`,
      'Give a token with Zone:Read and DNS:Edit for exactly the zone of cloudflare_zone_id, then run the job again.',
      { detail: said, cause: error },
    );
  }
  return new ActionError(
    'dns_failed',
    `Cloudflare refused to ${doing}: ${said}`,
    'Correct what Cloudflare names, then run the job again. Nothing was changed.',
    { detail: `status ${status}`, cause: error },
  );
}

/** Whether Cloudflare said that there is no such record; 7003, that the path's ids are none, says nothing of the kind. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof APIError && error.status === 404 && !codesOf(error).includes(7003);

export const cancelledWhile = (doing: string): ActionError =>
  new ActionError(
    'cancelled',
    `Cancelled while Cloudflare was asked to ${doing}; whether it did is not known.`,
    'Retry the job when it is wanted after all: it looks first, and knows a record of its own by its comment.',
  );

/** The same where nothing was asked for yet that changes anything, or it was refused. */
export const cancelledBefore = (doing: string): ActionError =>
  new ActionError(
    'cancelled',
    `Cancelled before Cloudflare could ${doing}. Nothing was changed there.`,
    'Retry the job when it is wanted after all.',
  );

function wordsOf(error: APIError): string {
  const messages = flatten(error.errors as readonly VendorMessage[]);
  const said = messages.map(
    ({ code, message }) => `${message ?? 'no message'}${code === undefined ? '' : ` (${code})`}`,
  );
  return said.length > 0 ? said.join('; ') : error.message;
}

const codesOf = (error: APIError): number[] =>
  flatten(error.errors as readonly VendorMessage[]).flatMap(({ code }) => code ?? []);

function flatten(messages: readonly VendorMessage[]): readonly VendorMessage[] {
  return messages.flatMap((message) => [message, ...(message.error_chain ?? [])]);
}

/** Seconds, as Cloudflare sends them. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}
