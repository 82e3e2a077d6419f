import type { TraceEventRow } from '@prego/contracts';

/** As contracts' TraceId has it. */
const TRACE_ID = /^trace_[A-Za-z0-9_-]{1,57}$/;
/** A story whose last row is younger (ms) may well go on: the longest step, a server's creation, takes some minutes. */
const MOVING_WITHIN_MS = 5 * 60_000;

/** The trace id within what was pasted, such as a link or a customer's sentence; undefined where there is none. */
export function traceIdIn(text: string): string | undefined {
  const found = /\btrace_(?!id\b)[A-Za-z0-9_-]+/.exec(text)?.[0];
  return found !== undefined && TRACE_ID.test(found) ? found : undefined;
}

/** Whether more rows are to be expected soon. */
export function traceMoves(rows: readonly TraceEventRow[], now: number): boolean {
  const last = Math.max(0, ...rows.map(({ recorded_at }) => recorded_at));
  return now - last < MOVING_WITHIN_MS;
}

/** Rows that have the text anywhere: in their stage, status, attempt or data. */
export function rowsWith(rows: readonly TraceEventRow[], text: string): readonly TraceEventRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => JSON.stringify(row).toLowerCase().includes(wanted));
}
