/** The numbers of a snapshot's nodes, one array for each: a decision reads them all, one after the other. */
export interface Columns {
  /** Percent; NaN where the node has not said. */
  readonly memory: Float64Array;
  readonly cpu: Float64Array;
  readonly disk: Float64Array;
  /** Milliseconds since 1970; NaN where there are no metrics. */
  readonly metricsAt: Float64Array;
  readonly tenants: Int32Array;
  readonly reservations: Int32Array;
  readonly capacity: Int32Array;
  /** An index into the list of statuses. */
  readonly status: Uint8Array;
  readonly closed: Uint8Array;
  // What follows from the above for the thresholds that the snapshot is prepared for:
  /** What `obstaclesOf` says. */
  readonly obstacles: Uint16Array;
  /** What `watchedSince` says. */
  readonly watchedSince: Float64Array;
  /** The score while the metrics are not stale, and what `standingOf` says for when they are. */
  readonly score: Float64Array;
  readonly behind: Float64Array;
}

/** Room for so many nodes. */
export const makeColumns = (rows: number): Columns => ({
  memory: new Float64Array(rows),
  cpu: new Float64Array(rows),
  disk: new Float64Array(rows),
  metricsAt: new Float64Array(rows),
  tenants: new Int32Array(rows),
  reservations: new Int32Array(rows),
  capacity: new Int32Array(rows),
  status: new Uint8Array(rows),
  closed: new Uint8Array(rows),
  obstacles: new Uint16Array(rows),
  watchedSince: new Float64Array(rows),
  score: new Float64Array(rows),
  behind: new Float64Array(rows),
});

/** The same nodes with room for twice as many. */
export function grown(columns: Columns): Columns {
  const larger = makeColumns(columns.memory.length * 2);
  for (const name of Object.keys(columns) as (keyof Columns)[]) larger[name].set(columns[name]);
  return larger;
}

/** Moves the rows from `from` up to `end` so that they begin at `to`. */
export function moveRows(columns: Columns, to: number, from: number, end: number): void {
  // A node that comes last moves none, which is how all of them come out of a database.
  if (from === end) return;
  for (const column of Object.values(columns) as Float64Array[]) column.copyWithin(to, from, end);
}
