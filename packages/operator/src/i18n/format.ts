import type { Language } from './language.tsx';

/** How figures and times are written. Everything takes the language, and what is relative the time of now (ms). */

const LOCALE: Record<Language, string> = { en: 'en-GB', ko: 'ko-KR' };

/** Making a format takes a hundred times as long as using it, and a table of many rows uses it every second. */
const made = new Map<string, unknown>();
function once<Format>(key: string, make: () => Format): Format {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Format;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** A time so little ahead (ms) has just been: the clock that gave it runs before ours. */
const AHEAD_MS = 5_000;

/** Such as `3 min ago` or `in 2 hr`; nearer than a second, or hardly ahead: `now`. */
export function relativeTime(at: number, now: number, language: Language): string {
  const format = once(
    `relative ${language}`,
    () => new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto', style: 'short' }),
  );
  const away = at > now && at - now < AHEAD_MS ? 0 : at - now;
  const [unit, ms] = UNITS.find(([, ms]) => Math.abs(away) >= ms) ?? (['second', 1000] as const);
  return format.format(Math.trunc(away / ms), unit);
}

/** Such as `21 Nov 2026, 13:45:02`, in the reader's zone. */
export const localTime = (at: number, language: Language): string => dateTime(at, language);

/** The same in UTC, with its name. */
export const utcTime = (at: number, language: Language): string => `${dateTime(at, language, 'UTC')} UTC`;

/** A moment where room was left for how long ago: such as `21 Nov, 13:45:02` in the reader's zone, or in UTC; the year where it is not that of now. */
export function momentText(at: number, now: number, language: Language, utc: boolean): string {
  if (new Date(at).getUTCFullYear() !== new Date(now).getUTCFullYear()) {
    return utc ? utcTime(at, language) : localTime(at, language);
  }
  return dayAndTime(at, language, utc, { second: '2-digit' });
}

/** Such as `13:45:02`, in the reader's zone, or in UTC with a `Z` behind it; `exact` to the millisecond. */
export function clockTime(at: number, { utc = false, exact = false } = {}): string {
  const format = once(
    `clock ${utc} ${exact}`,
    () =>
      new Intl.DateTimeFormat('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        ...(exact && { fractionalSecondDigits: 3 }),
        ...(utc && { timeZone: 'UTC' }),
      }),
  );
  return `${format.format(at)}${utc ? 'Z' : ''}`;
}

const HOUR_MS = 3_600_000;

/** The beginning of the hour in which a time lies, such as `21 Nov, 13:00`, in the reader's zone or in UTC. */
export const hourText = (at: number, language: Language, utc = false): string =>
  dayAndTime(Math.floor(at / HOUR_MS) * HOUR_MS, language, utc, {});

/** Without the year; `finer`: what is told besides hour and minute. */
function dayAndTime(at: number, language: Language, utc: boolean, finer: { second?: '2-digit' }): string {
  const format = once(
    `day and time ${language} ${utc} ${finer.second}`,
    () =>
      new Intl.DateTimeFormat(LOCALE[language], {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...finer,
        hourCycle: 'h23',
        ...(utc && { timeZone: 'UTC' }),
      }),
  );
  return `${format.format(at)}${utc ? ' UTC' : ''}`;
}

/** Such as `21 Nov`, in the reader's zone. */
export const dayOfMonth = (at: number, language: Language): string =>
  once(`day ${language}`, () => new Intl.DateTimeFormat(LOCALE[language], { day: 'numeric', month: 'short' })).format(
    at,
  );

function dateTime(at: number, language: Language, timeZone?: string): string {
  return once(
    `time ${language} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(LOCALE[language], {
        dateStyle: 'medium',
        timeStyle: 'medium',
        hourCycle: 'h23',
        ...(timeZone && { timeZone }),
      }),
  ).format(at);
}

const UNIT_NAMES = {
  en: { s: ' s', min: ' min', h: ' h', d: ' d' },
  ko: { s: '초', min: '분', h: '시간', d: '일' },
} as const satisfies Record<Language, object>;

/** Such as `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`, `3 d 04 h`; in Korean `3분 05초`. */
export function duration(ms: number, language: Language): string {
  const { s, min, h, d } = UNIT_NAMES[language];
  const seconds = Math.round(ms / 1000);
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}${s}`;
  if (seconds < 60) return `${seconds}${s}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${min} ${two(seconds % 60)}${s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}${h} ${two(minutes % 60)}${min}`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)}${d} ${two(hours % 24)}${h}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

export const count = (value: number, language: Language): string =>
  once(`count ${language}`, () => new Intl.NumberFormat(LOCALE[language])).format(value);

/** `null`, which is not known, as a dash. */
export const percent = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} %`);

/** Net euros as Hetzner's price list has them: an hour's in ten-thousandths, all four of them so that figures below each other align; a month's in cents. */
export const euros = (value: number, per: 'hour' | 'month', language: Language): string =>
  once(
    `euros ${per} ${language}`,
    () =>
      new Intl.NumberFormat(LOCALE[language], {
        style: 'currency',
        currency: 'EUR',
        minimumFractionDigits: per === 'hour' ? 4 : 2,
        maximumFractionDigits: per === 'hour' ? 4 : 2,
      }),
  ).format(value);
