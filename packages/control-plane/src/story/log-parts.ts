/** A chunk of a log as it is stored. */
export interface StoredChunk {
  readonly seq: number;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly uploadedAt: number;
}

/** What a log is joined from, in order. */
export type LogPart =
  | { readonly kind: 'chunk'; readonly seq: number; readonly key: string }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/**
 * A chunk that is missing this long after the one behind it was written will hardly come: an emitter that posts again
 * gives up sooner.
 */
const GIVEN_UP_AFTER_MS = 60_000;

const PAD = 6;
const folderOf = (jobId: string, attempt: number): string => `logs/${jobId}/${attempt}/`;

/** Where every log lies. */
export const LOGS = 'logs/';

export const chunkKey = (jobId: string, attempt: number, seq: number): string =>
  folderOf(jobId, attempt) + String(seq).padStart(PAD, '0');

/** The prefix of an attempt's chunks. */
export const logPrefix = folderOf;

export const seqOf = (key: string): number => Number(key.slice(key.lastIndexOf('/') + 1));

/**
 * The chunks after `after`, with what is missing between them. While the attempt lives, a gap that may still be filled
 * ends the log: who asks again after the last part gets what was late.
 */
export function logParts(chunks: readonly StoredChunk[], after: number, attemptEnded: boolean, now: number): LogPart[] {
  const parts: LogPart[] = [];
  let expected = after + 1;
  for (const { seq, key, uploadedAt } of [...chunks].sort((a, b) => a.seq - b.seq)) {
    if (seq < expected) continue;
    if (seq > expected) {
      if (!attemptEnded && now - uploadedAt < GIVEN_UP_AFTER_MS) break;
      parts.push({ kind: 'gap', from: expected, to: seq - 1 });
    }
    parts.push({ kind: 'chunk', seq, key });
    expected = seq + 1;
  }
  return parts;
}

/** The line that stands for chunks that never came or were removed. */
export const gapLine = (from: number, to: number): string =>
  `[log incomplete: ${from === to ? `chunk ${from} is` : `chunks ${from} to ${to} are`} missing]\n`;
