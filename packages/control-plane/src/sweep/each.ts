import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';

/** Does `work` for each row; one for which it fails is logged and holds up none of the others. Answers how many rows there were. */
export async function each<Row extends object>(
  { log }: Pick<Deps, 'log'>,
  finder: string,
  rows: readonly Row[],
  work: (row: Row) => Promise<unknown>,
): Promise<number> {
  for (const row of rows) {
    try {
      await work(row);
    } catch (error) {
      const { job_id, node_id, stack } = row as {
        job_id?: string | null;
        node_id?: string | null;
        stack?: string | null;
      };
      const about = { job_id: job_id ?? undefined, node_id: node_id ?? undefined, of_stack: stack ?? undefined };
      log.error('the sweep could not do its work for one', { finder, ...about, ...describeError(error) });
    }
  }
  return rows.length;
}
