import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface PlainTableProps {
  label: string;
  head: readonly { readonly key: string; readonly text: ReactNode; readonly align?: 'end' }[];
  /** Below this width (rem) it scrolls sideways within itself. */
  minWidthRem: number;
  /** `tbody` elements, whose rows begin with a `th`. */
  children: ReactNode;
}

/** A table of a few rows. */
export function PlainTable({ label, head, minWidthRem, children }: PlainTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
      <table
        aria-label={label}
        className="w-full text-sm [&_th:first-child]:pl-4 [&_:is(td,th):last-child]:pr-4"
        style={{ minWidth: `${minWidthRem}rem` }}
      >
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {head.map(({ key, text, align }) => (
              <th
                key={key}
                scope="col"
                className={classes('px-3 py-2 font-medium whitespace-nowrap', align ? 'text-right' : 'text-left')}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}
