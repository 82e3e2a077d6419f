import type { ControlPlane } from './control-plane.ts';

/** The Worker's database, and what its batches have read so far. */
export function countingDatabase(cp: ControlPlane): {
  readonly database: D1Database;
  readonly counts: { rowsRead: number; roundTrips: number };
} {
  const counts = { rowsRead: 0, roundTrips: 0 };
  const database = {
    prepare: (sql: string) => cp.env.DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await cp.env.DB.batch(statements);
      counts.roundTrips++;
      counts.rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
      return results;
    },
  } as unknown as D1Database;
  return { database, counts };
}
