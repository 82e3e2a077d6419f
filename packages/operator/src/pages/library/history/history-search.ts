import type { LibraryEventKind } from '@prego/contracts';
import { oneOf, textOf } from '../../../plain-search.ts';
import { LIBRARY_EVENT_KINDS } from '../../../ui/closed-sets.ts';
import { provisioningIdOf, templateIdOf } from '../library-ids.ts';

/** What narrows the history. */
export interface HistoryFilters {
  kind?: LibraryEventKind;
  template?: string;
  /** Who, as the API has it: `operator anna`. */
  by?: string;
  /** Part of a provisioning's name. */
  q?: string;
  /** From and up to these times, in ISO 8601 and UTC. */
  after?: string;
  before?: string;
  provisioning_id?: string;
}

/** What the address of the page says. */
export interface HistorySearch extends HistoryFilters {
  /** The event whose log is open. */
  log?: string;
  /** What is looked for in it. */
  log_q?: string;
}

/** As the API takes it. */
const TEXT_MAX = 100;

export function historySearch(raw: Record<string, unknown>): HistorySearch {
  const log = eventIdOf(raw.log);
  return leftOut({
    kind: oneOf(LIBRARY_EVENT_KINDS, raw.kind),
    template: templateIdOf(raw.template),
    by: shortOf(raw.by),
    q: shortOf(raw.q),
    after: timeOf(raw.after),
    before: timeOf(raw.before),
    provisioning_id: provisioningIdOf(raw.provisioning_id),
    log,
    // As it was typed: the space before the next word is part of it.
    log_q: log !== undefined && textOf(raw.log_q) !== undefined ? (raw.log_q as string) : undefined,
  });
}

/** The filters alone, as the API takes them: times in ms since 1970. */
export function historyQuery(search: HistorySearch) {
  const { after, before, ...rest } = filtersOf(search);
  return {
    ...rest,
    ...(after !== undefined && { after: Date.parse(after) }),
    ...(before !== undefined && { before: Date.parse(before) }),
  };
}

/** What narrows the list, without the log that is open. */
export const filtersOf = ({ log: _, log_q: __, ...filters }: HistorySearch): HistoryFilters => filters;

/** How many filters are set. */
export const filtersSet = (search: HistorySearch): number =>
  Object.values(filtersOf(search)).filter((value) => value !== undefined).length;

const shortOf = (value: unknown): string | undefined => textOf(textOf(value)?.slice(0, TEXT_MAX));

/** ISO 8601, as people write it into an address too: browsers take much else for a time, such as `-1`. */
const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The same moment in the one form that we write; undefined for what names none, or one before 1970. */
function timeOf(value: unknown): string | undefined {
  const text = textOf(value);
  const at = text !== undefined && ISO_TIME.test(text) ? new Date(text) : undefined;
  const iso = at && at.getTime() >= 0 ? at.toISOString() : undefined;
  // The last hours of the year 9999 may be the next year's in UTC, which has five digits.
  return iso?.startsWith('+') ? undefined : iso;
}

function eventIdOf(value: unknown): string | undefined {
  const text = String(value ?? '');
  return /^[1-9]\d{0,14}$/.test(text) ? text : undefined;
}

const leftOut = (search: { [Key in keyof HistorySearch]: HistorySearch[Key] | undefined }): HistorySearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
