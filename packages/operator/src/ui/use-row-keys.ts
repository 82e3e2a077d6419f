import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { rowAfterKey } from './row-after-key.ts';

interface RowKeys {
  scroller: RefObject<HTMLElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
  count: number;
  /** Rows that fit into view: a page. */
  shown: number;
}

/** Moves the focus from row to row. The handler says whether the key was one of its own. */
export function useRowKeys({ scroller, virtual, count, shown }: RowKeys) {
  const wanted = useRef<number>(undefined);
  // A row far away is drawn only once it was scrolled to.
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    focusRow(row);
  });
  return (event: KeyboardEvent, index: number): boolean => {
    const to = event.ctrlKey || event.metaKey || event.altKey ? undefined : rowAfterKey(event.key, index, count, shown);
    if (to === undefined) return false;
    event.preventDefault();
    virtual.scrollToIndex(to);
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${to}"]`);
    if (row) focusRow(row);
    else wanted.current = to;
    return true;
  };
}

/** Into view of the page too, which may end within the table. */
function focusRow(row: HTMLElement): void {
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
