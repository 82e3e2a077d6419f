/** A process that has died: nothing that it does reaches D1 any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** The same D1, for a process that dies before the query of this number (from 0 on). */
export class DyingDatabase {
  /** How many queries and batches it has made. */
  queries = 0;
  readonly d1: D1Database;

  constructor(real: D1Database, diesBefore: number) {
    const step = <T>(work: () => Promise<T>): Promise<T> =>
      this.queries++ >= diesBefore ? Promise.reject(new Killed()) : work();
    const originals = new WeakMap<object, D1PreparedStatement>();
    const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
      const wrapped = {
        bind: (...values: unknown[]) => wrap(statement.bind(...values)),
        all: () => step(() => statement.all()),
        run: () => step(() => statement.run()),
        raw: () => step(() => statement.raw()),
        first: () => step(() => statement.first()),
      } as unknown as D1PreparedStatement;
      originals.set(wrapped, statement);
      return wrapped;
    };
    const d1 = {
      prepare: (sql: string) => wrap(real.prepare(sql)),
      batch: (statements: D1PreparedStatement[]) =>
        step(() => real.batch(statements.map((statement) => originals.get(statement) ?? statement))),
      withSession: () => d1,
    };
    this.d1 = d1 as unknown as D1Database;
  }
}

/** The same D1, where something else happens right after the first batch. */
export function interruptedDatabase(real: D1Database, meanwhile: () => Promise<void>): D1Database {
  let batches = 0;
  const d1 = {
    prepare: (sql: string) => real.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await real.batch(statements);
      if (batches++ === 0) await meanwhile();
      return results;
    },
    withSession: () => d1,
  };
  return d1 as unknown as D1Database;
}
