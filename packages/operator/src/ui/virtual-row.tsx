import { type FocusEvent, type KeyboardEvent, memo, useEffect, useState } from 'react';
import { classes } from './classes.ts';
import type { Column } from './column.ts';
import { fewAFrame } from './few-a-frame.ts';

interface VirtualRowProps {
  row: unknown;
  columns: readonly Column<unknown>[];
  /** Among all rows, from 0. */
  index: number;
  /** Pixels from the first row's upper edge. */
  start: number;
  minHeight: number;
  /** Pixels of the head, which lies over the rows. */
  head: number;
  grid: string;
  isCurrent: boolean;
  tabIndex: number | undefined;
  /** Rows fly past. */
  passing: boolean;
  measure: (row: HTMLTableRowElement | null) => void;
  onFocus: (event: FocusEvent<HTMLTableRowElement>) => void;
  onKeyDown: ((event: KeyboardEvent<HTMLTableRowElement>) => void) | undefined;
}

/** A row of VirtualTable, drawn again only where something of it is another. */
export const VirtualRow = memo((props: VirtualRowProps) => {
  const { row, columns, index, start, minHeight, head, grid, isCurrent, tabIndex, passing, measure } = props;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      tabIndex={tabIndex}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      className={classes(
        'group/row absolute inset-x-0 top-0 grid items-center border-b border-line px-2 -outline-offset-2 hover:bg-sunken',
        isCurrent && 'bg-accent-soft',
      )}
      style={{
        gridTemplateColumns: grid,
        minHeight,
        scrollMarginTop: head,
        transform: `translateY(${start}px)`,
      }}
    >
      <Cells row={row} columns={columns} passing={passing} />
    </tr>
  );
}, isSame);

/** A row that was drawn whole stays so: that others fly past now is nothing new to it. */
function isSame(before: VirtualRowProps, after: VirtualRowProps): boolean {
  const keys = Object.keys(after) as (keyof VirtualRowProps)[];
  return keys.every((key) => Object.is(before[key], after[key]) || (key === 'passing' && after.passing));
}

/** Rows that are drawn whole in a frame, once they no longer fly past. */
const inTurn = fewAFrame(4, requestAnimationFrame);

/** Over what scrolls below it, as high as the row and in its colour. */
const PINNED = 'sticky right-0 flex items-center self-stretch bg-surface group-hover/row:bg-sunken';

/** What was drawn whole once, with its focus and an open menu, stays so. */
const Cells = memo(({ row, columns, passing }: Pick<VirtualRowProps, 'row' | 'columns' | 'passing'>) => {
  const [isWhole, setWhole] = useState(!passing);
  useEffect(() => {
    if (!passing && !isWhole) return inTurn(() => setWhole(true));
  }, [passing, isWhole]);
  return columns.map(({ key, cell, passing: rough = cell, align, pinned }) => (
    <td key={key} className={classes('min-w-0 px-2 py-1.5 text-sm', align && 'text-right tabular', pinned && PINNED)}>
      {(isWhole ? cell : rough)(row)}
    </td>
  ));
});
