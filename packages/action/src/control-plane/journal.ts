import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CallbackRequest, TraceEventInput } from '@prego/contracts';
import type { Io } from '../runner/io.ts';
import { type Entry, entriesOf, Unsent } from './journal-entries.ts';

/** Whose story is in a journal. */
export interface Teller {
  readonly job_id: string;
  readonly attempt: number;
}

/**
 * What is emitted, on disk before it is sent and struck out when it was taken: so that what a killed process has left is sent by
 * `post`, or by the next step. Written synchronously, since nothing runs after a SIGKILL; the page cache outlives the process,
 * so it needs no fsync. Whoever writes here has masked it before. A disk that can't be written to is told once: the story goes
 * on from memory.
 */
export class Journal {
  readonly unsent = new Unsent();
  readonly teller: Teller;
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  #begun: boolean;
  #troubled = false;

  constructor(file: string, teller: Teller, onTrouble: (error: unknown) => void, begun = false) {
    this.#file = file;
    this.teller = teller;
    this.#onTrouble = onTrouble;
    this.#begun = begun;
  }

  event(event: TraceEventInput): void {
    this.#record({ k: 'event', n: this.unsent.next, event });
  }

  text(pieces: readonly string[]): void {
    for (const text of pieces) this.#record({ k: 'text', n: this.unsent.next, text });
  }

  chunk(seq: number, pieces: number): void {
    this.#record({ k: 'chunk', n: this.unsent.next, seq, pieces });
  }

  moved(n: number, seq: number): void {
    this.#record({ k: 'moved', n, seq });
  }

  /** Returns its number, for `sent`. */
  end(report: CallbackRequest): number {
    const n = this.unsent.next;
    this.#record({ k: 'end', n, report });
    return n;
  }

  sent(...n: number[]): void {
    if (n.length > 0) this.#record({ k: 'sent', n });
  }

  /** Removes the file if all was sent. */
  tidy(): void {
    if (this.unsent.size > 0) return;
    rmSync(this.#file, { force: true });
    this.#begun = false;
  }

  #record(entry: Entry): void {
    this.unsent.apply(entry);
    try {
      if (!this.#begun) this.#begin();
      appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch (error) {
      if (!this.#troubled) this.#onTrouble(error);
      this.#troubled = true;
    }
  }

  #begin(): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const head: Entry = { k: 'head', ...this.teller, pid: process.pid };
    // Exclusively: what somebody else has put there, or made to point elsewhere, is not written to.
    appendFileSync(this.#file, `${JSON.stringify(head)}\n`, { mode: 0o600, flag: 'ax' });
    this.#begun = true;
  }

  /** What a process has left, to be sent and struck out; undefined where the file is no journal. */
  static read(file: string, onTrouble: (error: unknown) => void): { journal: Journal; pid: number } | undefined {
    const text = readFileSync(file, 'utf8');
    const [head, ...entries] = entriesOf(text);
    if (head?.k !== 'head') return undefined;
    const { job_id, attempt, pid } = head;
    const journal = new Journal(file, { job_id, attempt }, onTrouble, true);
    for (const entry of entries) journal.unsent.apply(entry);
    // A line that was cut off must not swallow what is struck out now.
    if (!text.endsWith('\n')) appendFileSync(file, '\n');
    return { journal, pid };
  }
}

const folderOf = (io: Io): string => join(io.env.RUNNER_TEMP || tmpdir(), 'prego-journal');

/** Where a process keeps the journal of an attempt: none of another process, step or time is there. */
export function journalFile(io: Io, { job_id, attempt }: Teller): string {
  const step = (io.env.GITHUB_ACTION ?? '').replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
  const instance = [step, io.now().toString(36), process.pid, randomUUID().slice(0, 8)]
    .filter((part) => part !== '')
    .join('-');
  return join(folderOf(io), `${job_id}.${attempt}.${instance}.jsonl`);
}

/** The journals of a job that lie in the runner's folder, of all its attempts and steps. */
export function journalFiles(io: Io, jobId: string): string[] {
  try {
    const names = readdirSync(folderOf(io)).filter((name) => name.startsWith(`${jobId}.`) && name.endsWith('.jsonl'));
    return names.sort().map((name) => join(folderOf(io), name));
  } catch {
    // There is no such folder: nothing was left.
    return [];
  }
}
