/**
 * Markdown for the job's summary. Values come from people and vendors: whatever would be Markdown, HTML or a table's border in them is
 * shown as it is.
 */

/** GitHub takes 1 MiB of a step's summary, and drops all of what is longer (docs.github.com, workflow commands: job summaries). */
const LIMIT_BYTES = 1024 * 1024;
const CUT_NOTE = '\n\n_The rest is left out: GitHub shows 1 MiB of a summary. It is in the log._\n';
/** What a step's summary may have in bytes, so that the note about what is left out fits behind it. */
export const SUMMARY_ROOM = LIMIT_BYTES - Buffer.byteLength(CUT_NOTE);

/** Text as it is, on one line, wherever Markdown, HTML or a table would read something into it. Ids stay as they are. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]|~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/^\s*([#>+=-]|\d+[.)](?=\s|$))/, (start) => start.replace(/\S$/, '\\$&'));
}

/** Text of several lines as it is, its list (`- …`) as a list. */
export function escapedLines(text: string): string {
  const line = (given: string) => (given.startsWith('- ') ? `- ${escaped(given.slice(2))}` : escaped(given));
  return text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map(line)
    .join('\n');
}

/** A link, as far as the address is one of http; only the text otherwise. */
export function link(text: string, address: string): string {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
    ? `[${escaped(text)}](<${new URL(address).href}>)`
    : escaped(text);
}

/** A cell that is Markdown already, such as a `link`; strings are escaped. */
export interface Markdown {
  readonly markdown: string;
}
export type Cell = string | number | Markdown;

/** A table, with every row as wide as its head: missing cells are empty. `''` where there is no row. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${head.map((_, at) => cells[at] ?? '').join(' | ')} |`;
  return [line(head.map(escaped)), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell))), ''].join(
    '\n',
  );
}

function cell(value: Cell): string {
  if (typeof value === 'object') return value.markdown.replace(/\s*[\r\n]+\s*/g, ' ');
  return escaped(String(value));
}

/** A heading with what stands under it; nothing where that is nothing. */
export function section(title: string, ...parts: readonly string[]): string {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? '' : [`### ${escaped(title)}`, '', filled.join('\n\n'), ''].join('\n');
}

/** `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 07 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  // 59.95 s would be rounded to 60.0 s.
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** `12.34 EUR`; half a cent is rounded up. A price an hour has four digits: give `digits`. */
export function money(amount: number, currency: string, digits = 2): string {
  return `${amount.toFixed(digits)} ${currency}`;
}

/** `markdown` if it has no more than `room` bytes; else what fits of it, up to a line's end, with a note that more is left out. */
export function cutSummary(markdown: string, room = SUMMARY_ROOM): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= room) return markdown;
  // A newline is never a part of another character in UTF-8.
  const end = room > 0 ? bytes.lastIndexOf('\n', room - 1) : -1;
  return bytes.subarray(0, Math.max(end, 0)).toString() + CUT_NOTE;
}
