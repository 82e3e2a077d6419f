/** A place in a log: the line, from 0, and the signs of it from `from` up to `to`. */
export interface Hit {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Every place where the text stands, whatever its letters' size, in order. */
export function findHits(lines: readonly string[], text: string): Hit[] {
  if (text === '') return [];
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  return lines.flatMap((line, index) =>
    Array.from(line.matchAll(pattern), (match) => ({
      line: index,
      from: match.index,
      to: match.index + match[0].length,
    })),
  );
}

/** The place after `current` (or before it: `by` -1), round and round; the first where there is no current one. -1: there is none. */
export function stepHit(count: number, current: number | null, by: 1 | -1): number {
  if (count === 0) return -1;
  if (current === null || current >= count) return by === 1 ? 0 : count - 1;
  return (current + by + count) % count;
}

/** A line cut where its hits begin and end. */
export function pieces(line: string, hits: readonly Hit[]): { readonly text: string; readonly hit: Hit | null }[] {
  const parts: { text: string; hit: Hit | null }[] = [];
  let at = 0;
  for (const hit of hits) {
    if (hit.from > at) parts.push({ text: line.slice(at, hit.from), hit: null });
    parts.push({ text: line.slice(hit.from, hit.to), hit });
    at = hit.to;
  }
  if (at < line.length) parts.push({ text: line.slice(at), hit: null });
  return parts;
}
