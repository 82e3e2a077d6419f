import type { TimelineRow } from './timeline-row.ts';

/** Rows under one heading. */
export type TimelineSection = { readonly key: string; readonly rows: readonly TimelineRow[] } & (
  | { readonly by: 'attempt'; readonly job_id: string | null; readonly attempt: number | null }
  | { readonly by: 'day'; readonly at: number }
);

/**
 * The rows by the attempt of a job that they belong to, in the order in which the sections' first rows come; within one the
 * order stays. What belongs to no job (a link that was made) stands with what happened before it, or with the first attempt:
 * it has no story of its own.
 */
export function byAttempt(rows: readonly TimelineRow[], order: 'newest' | 'oldest'): TimelineSection[] {
  const told = order === 'oldest' ? rows : rows.toReversed();
  let last = sectionKey(told.find(({ job_id }) => job_id !== null));
  const keys = new Map(
    told.map((row) => {
      if (row.job_id !== null) last = sectionKey(row);
      return [row.key, last];
    }),
  );
  return sections(rows, ({ key }) => keys.get(key) ?? '').map(([key, own]) => {
    const named = own.find(({ job_id }) => job_id !== null);
    return { by: 'attempt', key, rows: own, job_id: named?.job_id ?? null, attempt: named?.attempt ?? null };
  });
}

/** The rows by day; `dayOf` tells the day of a time as a text, in the reader's zone. */
export function byDay(rows: readonly TimelineRow[], dayOf: (at: number) => string): TimelineSection[] {
  return sections(rows, ({ at }) => dayOf(at)).map(([key, own]) => ({
    by: 'day',
    key,
    rows: own,
    at: own[0]?.at ?? 0,
  }));
}

const sectionKey = (row: TimelineRow | undefined): string => (row ? `${row.job_id} ${row.attempt ?? ''}` : '');

function sections(rows: readonly TimelineRow[], keyOf: (row: TimelineRow) => string): [string, TimelineRow[]][] {
  const found = new Map<string, TimelineRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const own = found.get(key);
    if (own) own.push(row);
    else found.set(key, [row]);
  }
  return [...found];
}

/** At most so many rows of the sections, from their beginning, and how many are left out. */
export function firstRows(all: readonly TimelineSection[], most: number): { shown: TimelineSection[]; left: number } {
  const shown: TimelineSection[] = [];
  let free = most;
  let left = 0;
  for (const section of all) {
    const rows = section.rows.slice(0, free);
    free -= rows.length;
    left += section.rows.length - rows.length;
    if (rows.length > 0) shown.push({ ...section, rows });
  }
  return { shown, left };
}

/** How long (ms) after the row that happened before it each row happened, by key; none for the first of a section. */
export function gapsOf(rows: readonly TimelineRow[], order: 'newest' | 'oldest'): Map<string, number> {
  const told = order === 'oldest' ? rows : rows.toReversed();
  return new Map(told.slice(1).map((row, index) => [row.key, row.at - (told[index]?.at ?? row.at)]));
}
