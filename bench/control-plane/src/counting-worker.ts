import type { Env } from '@prego/control-plane/env';
import worker from '@prego/control-plane/worker';

/** The control plane, telling in a header of each answer how many rows D1 has read and written for it, in how many trips. */
interface Counts {
  read: number;
  written: number;
  trips: number;
}

let counts: Counts = { read: 0, written: 0, trips: 0 };
/** One for the life of the isolate, which keeps what it knows by its bindings. Calls come one after the other. */
let counting: Env | undefined;

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    counts = { read: 0, written: 0, trips: 0 };
    counting ??= { ...env, DB: counted(env.DB) };
    const answer = await worker.fetch(request as never, counting, context);
    const headers = new Headers(answer.headers);
    headers.set('x-d1', JSON.stringify(counts));
    return new Response(answer.body, { status: answer.status, headers });
  },
};

const REAL = Symbol('the statement behind a counting one');
type Counting = D1PreparedStatement & { [REAL]: D1PreparedStatement };

function counted(database: D1Database): D1Database {
  const add = (results: readonly D1Result[]) => {
    counts.trips++;
    for (const { meta } of results) {
      counts.read += meta.rows_read;
      counts.written += meta.rows_written;
    }
  };
  const statement = (real: D1PreparedStatement): Counting =>
    ({
      [REAL]: real,
      bind: (...values: unknown[]) => statement(real.bind(...values)),
      async all<T>() {
        const result = await real.all<T>();
        add([result]);
        return result;
      },
      async run<T>() {
        const result = await real.run<T>();
        add([result]);
        return result;
      },
      // It comes without its figures, so it is asked twice: reading again reads as much.
      async raw(options?: never) {
        add([await real.all()]);
        return await real.raw(options as never);
      },
      async first(column?: never) {
        add([await real.all()]);
        return await real.first(column as never);
      },
    }) as unknown as Counting;
  const session = (real: Pick<D1Database, 'prepare' | 'batch'>) => ({
    prepare: (sql: string) => statement(real.prepare(sql)),
    async batch<T>(statements: Counting[]) {
      const results = await real.batch<T>(statements.map((it) => it[REAL]));
      add(results);
      return results;
    },
  });
  return {
    ...session(database),
    withSession: (how?: never) => session(database.withSession(how)),
  } as unknown as D1Database;
}
