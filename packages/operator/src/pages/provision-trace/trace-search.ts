import { oneOf, textOf } from '../../plain-search.ts';
import { idsOf, type StoryIds } from './ids-of.ts';

/** Which events are listed: all, those of the ten steps, the finer ones, or what failed. */
export const EVENT_SHOWS = ['steps', 'finer', 'failed'] as const;
export type EventShow = (typeof EVENT_SHOWS)[number];

/** What the address of the page says. */
export interface TraceSearch extends StoryIds {
  /** The attempt that time, events and log are of; the newest where it is not given. */
  attempt?: number;
  /** The row of the waterfall that is unfolded. */
  span?: string;
  /** Whether the waterfall has the finer work too; by how much there is of it where it is not given. */
  finer?: 'yes' | 'no';
  show?: EventShow;
  /** Events with these words. */
  q?: string;
  /** Events of every attempt. */
  every?: 'yes';
  /** What is looked for in the log. */
  log_q?: string;
}

/** Ids may stand under each other's name; what is none is kept as it is, so that it can be corrected where it stands. */
export function traceSearch(raw: Record<string, unknown>): TraceSearch {
  const texts = { job_id: textOf(raw.job_id), trace_id: textOf(raw.trace_id) };
  const ids = idsOf(texts.job_id ?? '', texts.trace_id ?? '');
  const known = ids.job_id || ids.trace_id ? ids : texts;
  return leftOut({
    ...known,
    attempt: attemptOf(raw.attempt),
    span: textOf(raw.span),
    finer: oneOf(['yes', 'no'], raw.finer),
    show: oneOf(EVENT_SHOWS, raw.show),
    q: wordsOf(raw.q),
    every: oneOf(['yes'], raw.every),
    log_q: wordsOf(raw.log_q),
  });
}

/** As it was typed: the space before the next word is part of it. */
const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

function attemptOf(value: unknown): number | undefined {
  // Of anything else but these two `Number` may throw.
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 1 && number <= 1_000_000 ? number : undefined;
}

/** Without what is undefined. */
function leftOut(search: { [Key in keyof TraceSearch]: TraceSearch[Key] | undefined }): TraceSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as TraceSearch;
}
