/** Longer lines are taken apart, so that chunks can be filled well. */
const PIECE_MAX_BYTES = 64 * 1024;

/** `text` in pieces of at most `maxBytes` of UTF-8 each, cut between characters; joined they are `text` again. */
export function cutBytes(text: string, maxBytes: number = PIECE_MAX_BYTES): string[] {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text === '' ? [] : [text];
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(from + maxBytes, bytes.length);
    // 10xxxxxx is the rest of a character (RFC 3629): it begins before.
    while (to < bytes.length && ((bytes[to] as number) & 0xc0) === 0x80) to--;
    pieces.push(bytes.toString('utf8', from, to));
    from = to;
  }
  return pieces;
}

/** How many of the first pieces go into one chunk of at most `maxBytes`; at least one, where there is one. */
export function piecesOfChunk(pieces: readonly string[], maxBytes: number): number {
  let bytes = 0;
  for (const [index, piece] of pieces.entries()) {
    bytes += Buffer.byteLength(piece, 'utf8');
    if (bytes > maxBytes) return Math.max(index, 1);
  }
  return pieces.length;
}
