import type { BatchItem } from 'drizzle-orm/batch';
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

export type Db = DrizzleD1Database;
/** One statement of a batch. */
export type Statement = BatchItem<'sqlite'>;

/** Reads and writes see the primary from the first query on: a decision must not rest on a replica that lags. */
export const dbOf = (database: D1Database): Db =>
  drizzle(database.withSession('first-primary') as unknown as D1Database);

/** Runs all statements in one transaction: all of them hold, or none. Throws what D1 throws; see `constraintOf`. */
export async function commit(db: Db, statements: readonly Statement[]): Promise<unknown[]> {
  const [first, ...rest] = statements;
  if (!first) return [];
  return await db.batch([first, ...rest]);
}

/**
 * What a failed batch ran into: the message of a trigger's RAISE (`no_seat`, `job_moved` and so on), or `unique <columns>`
 * (of an index over an expression `unique index '<name>'`), `check` and `foreign key` of a constraint. Undefined where it failed for another reason.
 */
export function constraintOf(error: unknown): string | undefined {
  for (let cause = error; isErrorLike(cause); cause = cause.cause) {
    const unique = /UNIQUE constraint failed: ([\w., ']+?)(?::|$)/.exec(cause.message);
    if (unique) return `unique ${unique[1]}`;
    if (/CHECK constraint failed/.test(cause.message)) return 'check';
    if (/FOREIGN KEY constraint failed/.test(cause.message)) return 'foreign key';
    const raised = RAISED.exec(cause.message);
    if (raised) return raised[1];
  }
  return undefined;
}

/** Not `instanceof`: an error of the runtime's own need not be one of ours. */
const isErrorLike = (error: unknown): error is { readonly message: string; readonly cause?: unknown } =>
  typeof (error as { message?: unknown } | null | undefined)?.message === 'string';

/** The messages of the triggers in migrations/. */
const RAISED =
  /\b(no_seat|node_not_open|node_moved|node_in_use|region_changed|job_moved|illegal_move|stack_held|server_name_taken)\b/;
