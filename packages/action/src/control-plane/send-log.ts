import { LOG_CHUNK_MAX_BYTES, LOG_SEQ_MAX, LogChunkAnswer } from '@prego/contracts';
import type { Access } from './attempt-access.ts';
import type { Journal } from './journal.ts';
import { piecesOfChunk } from './log-pieces.ts';
import { isRefused } from './refusal.ts';

/**
 * Puts an attempt's log into its chunks. Several steps of an attempt write the same log, each after the other, so the first chunk goes
 * behind what is there, and one whose number was taken meanwhile goes behind that.
 */
export class LogSender {
  readonly #access: Access;
  readonly #journal: Journal;
  readonly #path: string;
  /** The number of the next chunk, once it is known. */
  #next: number | undefined;

  constructor(access: Access, journal: Journal) {
    this.#access = access;
    this.#journal = journal;
    const { job_id, attempt } = journal.teller;
    this.#path = `/internal/provision-jobs/${job_id}/attempts/${attempt}/log`;
  }

  /** Sends all that the journal has of the log. Throws what keeps it from being taken: it stays in the journal. */
  async send(tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
    const { pieces, chunks } = this.#journal.unsent;
    while (chunks.size > 0 || pieces.size > 0) {
      if (chunks.size === 0) await this.#fill(signal);
      for (const [n, { seq, text }] of [...chunks]) await this.#put(n, seq, text, tell, signal);
    }
  }

  /** The number is noted before the chunk is sent, so that it keeps it whoever sends it again. */
  async #fill(signal: AbortSignal | undefined): Promise<void> {
    this.#next ??= await this.#behindTheLast(signal);
    const { pieces } = this.#journal.unsent;
    this.#journal.chunk(this.#next++, piecesOfChunk([...pieces.values()], LOG_CHUNK_MAX_BYTES));
  }

  async #put(n: number, seq: number, text: string, tell: (line: string) => void, signal?: AbortSignal): Promise<void> {
    this.#next = Math.max(this.#next ?? 0, seq + 1);
    if (seq > LOG_SEQ_MAX) return this.#drop(n, 'the log has as many chunks as are kept', tell);
    const call = { method: 'PUT', path: `${this.#path}/${seq}`, text, signal, repeat: false } as const;
    try {
      await this.#access.json(call, LogChunkAnswer);
      this.#journal.sent(n);
    } catch (error) {
      if (isRefused(error, 'conflict')) this.#journal.moved(n, this.#next++);
      else if (isRefused(error, 'invalid_request', 'payload_too_large')) this.#drop(n, error.message, tell);
      else throw error;
    }
  }

  #drop(n: number, why: string, tell: (line: string) => void): void {
    tell(`A part of the engine's log is in this log only: ${why}`);
    this.#journal.sent(n);
  }

  async #behindTheLast(signal: AbortSignal | undefined): Promise<number> {
    try {
      const call = { method: 'GET', path: this.#path, headersOnly: true, signal, repeat: false } as const;
      const { headers } = await this.#access.answer(call);
      const last = Number(headers['log-last-seq'] ?? -1);
      return Number.isSafeInteger(last) ? last + 1 : 0;
    } catch (error) {
      // Nobody reads by the token of an attempt that has ended, but its last chunks are still taken: they find their place.
      if (isRefused(error, 'attempt_ended', 'not_found')) return 0;
      throw error;
    }
  }
}
