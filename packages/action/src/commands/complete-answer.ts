import { lookup, Resolver } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActionError } from '../errors.ts';

export interface AnswerCheck {
  readonly url: URL;
  /** `address:port`; the system's own by default. */
  readonly nameserver?: string | undefined;
  /** The IPv4 address that the name has to lead to; undefined where somebody else's may stand there, as Cloudflare's does. */
  readonly address?: string | undefined;
  readonly timeoutMs: number;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** One request, so that a host that swallows packets is not waited for to the end. */
const REQUEST_MS = 10_000;

/**
 * The address to ask: `{hostname}` in the template stands for the tenant's name. Throws `invalid_inputs` for one that does not ask
 * the tenant's own name, which would prove nothing.
 */
export function checkUrl(template: string, hostname: string): URL {
  const text = template.replaceAll('{hostname}', hostname);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname === hostname && url.username === '')
    return url;
  throw new ActionError(
    'invalid_inputs',
    `check_url does not ask ${hostname}.`,
    'Give an http(s) address with {hostname} for its host, such as https://{hostname}/healthz; or leave it out.',
  );
}

/** Without its query, in which a key may stand. */
export const shownUrl = ({ origin, pathname }: URL): string => origin + pathname;

/**
 * Waits until the workspace answers 200 through its own name: that is resolved, and whatever it leads to is asked under that name
 * (Host, and SNI with https, where the certificate has to hold for it as in any browser). Throws `check_failed` with what was seen
 * last, and `cancelled`.
 */
export async function awaitAnswer(
  check: AnswerCheck,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (line: string) => void },
): Promise<{ readonly address: string }> {
  const resolve = resolverOf(check);
  const deadline = AbortSignal.timeout(check.timeoutMs);
  const until = AbortSignal.any([signal, deadline]);
  let seen: Sight = { answers: false, what: 'nothing was seen in time' };
  for (let pause = FIRST_PAUSE_MS; !until.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const now = await look(check, resolve, until);
    if (now.answers) return now;
    // What was cut short by the deadline says less than what was seen before.
    if (until.aborted) break;
    if (now.what !== seen.what) say(`Waiting for ${shownUrl(check.url)}: ${now.what}.`);
    seen = now;
    await sleep(pause, undefined, { signal: until }).catch(() => {});
  }
  if (signal.aborted) throw cancelled(check.url);
  throw neverAnswered(check, seen);
}

type Sight =
  | { readonly answers: true; readonly address: string }
  | { readonly answers: false; readonly what: string; readonly certificate?: boolean };

type Resolve = (hostname: string) => Promise<string | undefined>;

function resolverOf({ nameserver }: AnswerCheck): Resolve {
  if (nameserver === undefined) return async (hostname) => (await lookup(hostname, { family: 4 })).address;
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  try {
    resolver.setServers([nameserver]);
  } catch (cause) {
    const remedy = 'Give address:port, such as 127.0.0.1:5300, or leave it out.';
    throw new ActionError('invalid_inputs', `check_nameserver is no address: "${nameserver}".`, remedy, { cause });
  }
  return async (hostname) => (await resolver.resolve4(hostname))[0];
}

async function look({ url, address: expected }: AnswerCheck, resolve: Resolve, until: AbortSignal): Promise<Sight> {
  const address = await resolve(url.hostname).catch((error: unknown) => codeOf(error));
  if (address === undefined || !/^[\d.]+$/.test(address)) {
    return { answers: false, what: `${url.hostname} leads nowhere yet (${address ?? 'no address'})` };
  }
  if (expected !== undefined && address !== expected) {
    return { answers: false, what: `${url.hostname} leads to ${address}, not yet to ${expected}` };
  }
  try {
    const status = await statusOf(url, address, AbortSignal.any([until, AbortSignal.timeout(REQUEST_MS)]));
    return status === 200 ? { answers: true, address } : { answers: false, what: `${address} answers ${status}` };
  } catch (error) {
    const code = codeOf(error);
    const certificate = /CERT|SIGNATURE|ISSUER/.test(code);
    return {
      answers: false,
      what: `${address} ${certificate ? 'shows a certificate that is not valid' : 'does not answer'} (${code})`,
      certificate,
    };
  }
}

function statusOf(url: URL, address: string, signal: AbortSignal): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const asked = request(url, {
    signal,
    agent: false,
    headers: { 'user-agent': 'prego-provision-action' },
    // The name stays what Host and SNI say; only where the connection goes is decided here.
    lookup: (_hostname, options, done) => (options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4)),
  });
  asked.once('error', reject);
  asked.once('response', (response) => {
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  asked.end();
  return promise;
}

/** Node's code of what went wrong, such as ENOTFOUND. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : String(error);
}

const cancelled = (url: URL): ActionError =>
  new ActionError(
    'cancelled',
    `Cancelled while waiting for ${shownUrl(url)} to answer.`,
    'Retry the job when it is wanted after all: nothing that is done is repeated.',
  );

const neverAnswered = ({ url, timeoutMs }: AnswerCheck, seen: Sight): ActionError => {
  const remedy =
    'certificate' in seen && seen.certificate
      ? "Let the name's certificate be one that is trusted here: Cloudflare's at the edge is; for one of your own give its authority's in NODE_EXTRA_CA_CERTS."
      : 'Look at the workspace on its host, then retry the job; if it is only slow, raise check_timeout_s.';
  const what = seen.answers ? '' : seen.what;
  return new ActionError(
    'check_failed',
    `${shownUrl(url)} did not answer 200 within ${timeoutMs / 1_000} s: ${what}.`,
    remedy,
  );
};
