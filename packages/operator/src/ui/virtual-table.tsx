import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type UIEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { classes } from './classes.ts';
import type { Column } from './column.ts';
import { AT_REST, fliesPast, paceAfter } from './scroll-pace.ts';
import { useRowKeys } from './use-row-keys.ts';
import { VirtualRow } from './virtual-row.tsx';

/** The rows that are in view, by their index, and whether these are the first ones. */
export interface TableView {
  readonly first: number;
  readonly last: number;
  readonly atTop: boolean;
}

interface VirtualTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Pixels; rows that turn out taller are measured. */
  rowHeight?: number;
  /** Below this width (rem) the table scrolls sideways within itself. */
  minWidthRem?: number;
  /** Asked for when the end comes near; absent on the last page. */
  onEnd?: (() => void) | undefined;
  isSelected?: (row: Row) => boolean;
  /**
   * Makes rows things that one moves through by arrow keys, Home, End, Page Up and Page Down. Gets every other key that is
   * pressed on a row itself (not within it).
   */
  onRowKey?: (event: KeyboardEvent, row: Row) => void;
  onView?: (view: TableView) => void;
}

/** Rows behind the edge that are drawn too, so that fast scrolling shows no gaps. */
const OVERSCAN = 12;
/** Pixels of the head, which lies over the rows. */
const HEAD = 36;

/**
 * A table of which only what is in view is drawn: ten thousand rows scroll like ten. Rows keep their place and focus when
 * read again; the one that has the focus is drawn wherever it is, so that scrolling takes it from nobody.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHeight = 44, minWidthRem = 60, onEnd, isSelected, onRowKey, onView } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const keyOf = useRef(rowKey);
  keyOf.current = rowKey;
  const focusedAt = useMemo(() => rows.findIndex((row) => keyOf.current(row) === focused), [rows, focused]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollPaddingEnd: HEAD,
    // Another function has ten thousand rows measured anew.
    getItemKey: useCallback((index: number) => keyOf.current(rows[index] as Row), [rows]),
    rangeExtractor: (range) => withRow(range, focusedAt),
  });
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  const atTop = (virtual.scrollOffset ?? 0) < rowHeight / 2;
  useEffect(() => {
    if (last >= rows.length - OVERSCAN * 2) onEnd?.();
  }, [last, rows.length, onEnd]);
  useEffect(() => onView?.({ first, last, atTop }), [first, last, atTop, onView]);
  const keys = useRowKeys({ scroller, virtual, count: rows.length, shown: last - first });
  const pace = useRef(AT_REST);
  const passing = virtual.isScrolling && fliesPast(pace.current);
  const grid = columns.map(({ width }) => width).join(' ');
  const tabStop = focusedAt >= 0 ? focusedAt : first;
  const onFocus = useCallback(
    ({ currentTarget }: FocusEvent<HTMLTableRowElement>) => {
      const row = rows[Number(currentTarget.dataset.index)];
      if (row !== undefined) setFocused(keyOf.current(row));
    },
    [rows],
  );
  const onKey = useRef<(event: KeyboardEvent<HTMLTableRowElement>) => void>(undefined);
  onKey.current = (event) => {
    const { target, currentTarget } = event;
    const index = Number(currentTarget.dataset.index);
    if (target === currentTarget && !keys(event, index)) onRowKey?.(event, rows[index] as Row);
  };
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLTableRowElement>) => onKey.current?.(event), []);
  const onScroll = ({ currentTarget, timeStamp }: UIEvent) => {
    pace.current = paceAfter(pace.current, currentTarget.scrollTop, timeStamp, rowHeight);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows, not fields; and a region would be a landmark of its panel's name
    <div
      ref={scroller}
      onScroll={onScroll}
      role="group"
      aria-label={label}
      tabIndex={onRowKey ? undefined : 0}
      className="max-h-[70dvh] overflow-auto"
    >
      <table
        aria-label={label}
        role={onRowKey ? 'grid' : undefined}
        aria-rowcount={onEnd ? -1 : rows.length + 1}
        className="grid"
        style={{ minWidth: `${minWidthRem}rem` }}
      >
        <thead className="sticky top-0 z-10 grid bg-surface">
          <tr aria-rowindex={1} className="grid border-b border-line px-2" style={{ gridTemplateColumns: grid }}>
            {columns.map(({ key, head, align, pinned }) => (
              <th
                key={key}
                scope="col"
                className={classes(
                  'px-2 py-2 text-xs font-medium text-muted',
                  align ? 'text-right' : 'text-left',
                  pinned && 'sticky right-0 bg-surface',
                )}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="relative grid" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <VirtualRow
                key={item.key}
                row={row}
                columns={columns as readonly Column<unknown>[]}
                index={item.index}
                start={item.start}
                minHeight={rowHeight}
                head={HEAD}
                grid={grid}
                isCurrent={isSelected?.(row) ?? false}
                tabIndex={onRowKey && (item.index === tabStop ? 0 : -1)}
                passing={passing && item.index !== focusedAt}
                measure={virtual.measureElement}
                onFocus={onFocus}
                onKeyDown={onRowKey && onKeyDown}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What is in view, and that row in its order. */
function withRow(range: Range, index: number): number[] {
  const seen = defaultRangeExtractor(range);
  if (index < 0 || index >= range.count || seen.includes(index)) return seen;
  return [...seen, index].sort((a, b) => a - b);
}
