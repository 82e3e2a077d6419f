import type { ReactNode } from 'react';

/** A column of a VirtualTable. */
export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** As CSS grid has it, such as `minmax(8rem,1fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /**
   * What stands there while rows fly past faster than anyone reads: no taller than the cell, and cheaper, for a cell with
   * links, menus or drawings. Absent: the cell itself.
   */
  readonly passing?: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** It stays in view at the end where the table scrolls sideways: what is done to a row. */
  readonly pinned?: boolean;
}
