import type { DriftChange, DriftQuery, DriftReport, ReportAnswer } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { keepDrift, listDrift } from '../store/drift.ts';

/** Keeps what a look at a stack found in place of the look before. */
export async function reportDrift({ db, now }: Deps, report: DriftReport): Promise<ReportAnswer> {
  // A clock that is fast would keep every later report out.
  return { stored: await keepDrift(db, { ...report, seen_at: Math.min(report.seen_at, now) }) };
}

/** A page of what is known of stacks, by their names. */
export async function readDrift(
  { db }: Deps,
  query: DriftQuery,
): Promise<{ items: DriftReport[]; next_cursor: string | null }> {
  const rows = await listDrift(db, query, query.cursor, query.limit + 1);
  const items = rows
    .slice(0, query.limit)
    .map((row) => ({ ...row, changes: JSON.parse(row.changes) as DriftChange[] }));
  return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.stack ?? null) : null };
}
