import { TRACE_DATA_MAX_BYTES } from '@prego/contracts';

export type EventData = Readonly<Record<string, unknown>>;

/** What operators look for first: it is kept when nothing else can be. */
const KEPT = ['reason', 'error_code', 'error_message', 'remedy'] as const;
/** Tried in turn: the longest texts are cut first. */
const LENGTHS = [2048, 1024, 512, 256, 128, 64] as const;
/** Four of these fit under any spelling: JSON needs at most six bytes for one UTF-16 unit. */
const LAST_LENGTH = 100;

/**
 * An event's data as it may leave: JSON, with secrets masked, and within the bytes that an event may have. What had to be cut ends
 * in `…` and is told by `shortened: true`. Throws where `data` is no JSON.
 */
export function leavingData(data: EventData, masked: (text: string) => string): EventData {
  const plain = JSON.parse(JSON.stringify(data)) as EventData;
  return fitted(eachText(plain, (text) => masked(text).toWellFormed()) as EventData);
}

/** `data`, cut to `TRACE_DATA_MAX_BYTES` as JSON where it is longer. */
export function fitted(data: EventData): EventData {
  if (fits(data)) return data;
  for (const length of LENGTHS) {
    const shortened = { ...(eachText(data, (text) => cutText(text, length)) as EventData), shortened: true };
    if (fits(shortened)) return shortened;
  }
  const kept = KEPT.flatMap((name) => {
    const value = data[name];
    return typeof value === 'string' ? [[name, cutText(value, LAST_LENGTH)] as const] : [];
  });
  return { ...Object.fromEntries(kept), shortened: true };
}

const fits = (data: EventData): boolean => Buffer.byteLength(JSON.stringify(data)) <= TRACE_DATA_MAX_BYTES;

/** At most `length` UTF-16 units, with `…` for what is gone; never half of a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}…`;
}

/** Every text within a JSON value, names included, replaced. */
function eachText(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => eachText(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [replace(name), eachText(item, replace)]));
}
