import { type FocusEvent, useMemo, useRef } from 'react';

/** Someone who has moved the pointer over the rows, or closed a dialog, is about to do something there, for so long (ms). */
const POINTER_MS = 8_000;

/** Whether someone is at work with what is within, menus that it has opened included. */
export function useHold() {
  const focused = useRef(false);
  const moved = useRef(Number.NEGATIVE_INFINITY);
  return useMemo(
    () => ({
      // Without another element that takes it, the focus is only gone where nothing on the page has it: the window may.
      held: () =>
        (focused.current && document.activeElement !== document.body) || performance.now() - moved.current < POINTER_MS,
      /** Something over the rows was just closed: the focus is on its way back. */
      touch: () => {
        moved.current = performance.now();
      },
      handlers: {
        onFocus: () => {
          focused.current = true;
        },
        onBlur: ({ relatedTarget }: FocusEvent) => {
          focused.current = relatedTarget === null;
        },
        onPointerMove: () => {
          moved.current = performance.now();
        },
        onPointerLeave: () => {
          moved.current = Number.NEGATIVE_INFINITY;
        },
      },
    }),
    [],
  );
}
