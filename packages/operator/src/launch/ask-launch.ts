import type { LaunchStatus, LaunchView } from '@prego/contracts';
import type { Language } from '../i18n/language.tsx';
import type { Outcome } from './launch-state.ts';

/** A network that swallows everything answers no sooner by being waited for. */
const ANSWER_WITHIN_MS = 20_000;

interface Question {
  readonly token: string;
  readonly language: Language;
  /** Of the last answer. */
  readonly etag: string | null;
  readonly stop: AbortSignal;
}

/** What the control plane says of the set-up that the token is for. Never rejects. */
export async function askLaunch({ token, language, etag, stop }: Question): Promise<Outcome> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  stop.addEventListener('abort', giveUp);
  const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
  try {
    const response = await fetch('/v1/launch', {
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': language,
        ...(etag !== null && { 'if-none-match': etag }),
      },
      // The answer stays in this page.
      cache: 'no-store',
      credentials: 'omit',
      signal: given.signal,
    });
    return await outcomeOf(response);
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', giveUp);
  }
}

/** What an answer means. Throws where it breaks off. */
export async function outcomeOf(response: Response): Promise<Outcome> {
  const { status, headers } = response;
  const date = headers.get('date');
  if (status === 304) return { kind: 'same', date };
  if (status === 401 || status === 403 || status === 404) return refusalOf(await response.text(), date);
  if (status === 429) return { kind: 'limited', retryAfterS: seconds(headers.get('retry-after')) };
  const view = status === 200 ? viewOf(await response.text()) : undefined;
  return view ? { kind: 'view', view, etag: headers.get('etag'), date } : { kind: 'trouble' };
}

/** Only the control plane itself knows links: a hotel's sign-in page that stands in its place says nothing of them. */
function refusalOf(body: string, date: string | null): Outcome {
  const said = parsed(body) as { error?: { code?: unknown } } | undefined;
  return typeof said?.error?.code === 'string' ? { kind: 'refused', date } : { kind: 'trouble' };
}

const STATUSES = ['preparing', 'open', 'failed', 'stopped', 'closed'] as const satisfies readonly LaunchStatus[];

/** The answer, if it is one: what stands between could answer 200 with something else. */
function viewOf(body: string): LaunchView | undefined {
  const said = parsed(body) as Partial<LaunchView> | undefined;
  return STATUSES.some((status) => status === said?.status) && Array.isArray(said?.lines)
    ? (said as LaunchView)
    : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110, 10.2.3: also a date, which the control plane never sends. */
function seconds(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
