import Table from 'cli-table3';

/** A column's head; those of numbers have their cells to the right. */
export type Column = string | { readonly right: string };

const NONE = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
] as const;
const NOR = ['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'] as const;

/** A table without borders, its lines indented and without blanks at their ends. A cell may have several lines. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map((column) => (typeof column === 'string' ? column : column.right)),
    colAligns: columns.map((column) => (typeof column === 'string' ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: { ...Object.fromEntries([...NONE, ...NOR].map((name) => [name, ''])), left: '    ' },
  });
  for (const row of rows) table.push([...row]);
  return table.toString().replace(/ +$/gm, '');
}
