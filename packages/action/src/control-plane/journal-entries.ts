import { CallbackRequest, TraceEventInput } from '@prego/contracts';
import { z } from 'zod';

const Count = z.int().min(0);

/** A line of a journal, as JSON. `n` counts what is to be sent, from 0. */
export const Entry = z.discriminatedUnion('k', [
  /** Whose journal it is; its first line. */
  z.object({ k: z.literal('head'), job_id: z.string(), attempt: z.int(), pid: z.int() }),
  z.object({ k: z.literal('event'), n: Count, event: TraceEventInput }),
  /** A piece of the log. */
  z.object({ k: z.literal('text'), n: Count, text: z.string() }),
  /** The first so many pieces that are in no chunk yet become chunk `seq`. */
  z.object({ k: z.literal('chunk'), n: Count, seq: Count, pieces: Count }),
  /** The number of a chunk was taken by another content: it has this one now. */
  z.object({ k: z.literal('moved'), n: Count, seq: Count }),
  /** How the attempt has ended. */
  z.object({ k: z.literal('end'), n: Count, report: CallbackRequest }),
  /** These were taken, or will never be. */
  z.object({ k: z.literal('sent'), n: z.array(Count) }),
]);
export type Entry = z.infer<typeof Entry>;

export interface UnsentChunk {
  seq: number;
  readonly text: string;
}

/** What of a journal is not sent yet: the same whether it was just emitted or is read from a file that a dead process left. */
export class Unsent {
  readonly events = new Map<number, TraceEventInput>();
  /** Pieces of the log that are in no chunk yet. */
  readonly pieces = new Map<number, string>();
  readonly chunks = new Map<number, UnsentChunk>();
  readonly ends = new Map<number, CallbackRequest>();
  /** The number of what is emitted next. */
  next = 0;

  /** How many things there are to send. */
  get size(): number {
    return this.events.size + this.pieces.size + this.chunks.size + this.ends.size;
  }

  apply(entry: Entry): void {
    if ('n' in entry && typeof entry.n === 'number') this.next = Math.max(this.next, entry.n + 1);
    if (entry.k === 'event') this.events.set(entry.n, entry.event);
    else if (entry.k === 'text') this.pieces.set(entry.n, entry.text);
    else if (entry.k === 'chunk') this.#join(entry);
    else if (entry.k === 'moved') Object.assign(this.chunks.get(entry.n) ?? {}, { seq: entry.seq });
    else if (entry.k === 'end') this.ends.set(entry.n, entry.report);
    else if (entry.k === 'sent') this.#strike(entry.n);
  }

  #join({ n, seq, pieces }: Extract<Entry, { k: 'chunk' }>): void {
    const joined = [...this.pieces].slice(0, pieces);
    for (const [piece] of joined) this.pieces.delete(piece);
    this.chunks.set(n, { seq, text: joined.map(([, text]) => text).join('') });
  }

  #strike(numbers: readonly number[]): void {
    for (const n of numbers) {
      for (const kind of [this.events, this.pieces, this.chunks, this.ends]) kind.delete(n);
    }
  }
}

/** The entries of a journal's text. A line that was not written to its end, because its writer was killed, is none. */
export function entriesOf(text: string): Entry[] {
  return text.split('\n').flatMap((line) => {
    const parsed = Entry.safeParse(jsonOrNothing(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function jsonOrNothing(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
