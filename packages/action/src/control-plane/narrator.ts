import { TraceEventInput } from '@prego/contracts';
import type { Io } from '../runner/io.ts';
import type { Access } from './attempt-access.ts';
import { Delivery } from './delivery.ts';
import { type EventData, leavingData } from './event-data.ts';
import type { Journal, Teller } from './journal.ts';
import { cutBytes } from './log-pieces.ts';
import { sendEvents } from './send-events.ts';
import { LogSender } from './send-log.ts';

/** Steps often come in pairs, one done and the next begun; and a customer looks on. */
const EVENTS_AFTER_MS = 150;
/** What LOG_SEQ_MAX of contracts counts on. */
const LOG_AFTER_MS = 2_000;

export interface Rhythm {
  readonly eventsMs?: number;
  readonly logMs?: number;
  readonly heartbeatMs?: number;
}

/** An event, but for whose it is and when. */
export interface Told {
  readonly stage: string;
  readonly status: TraceEventInput['status'];
  readonly data?: EventData | undefined;
}

/** The event of now as it may leave, with secrets masked. Throws where it is none: it would have its whole batch refused. */
export function tracedEvent(io: Io, { job_id, attempt }: Teller, { stage, status, data }: Told): TraceEventInput {
  const left = data && leavingData(data, (text) => io.masked(text));
  return TraceEventInput.parse({ job_id, attempt, stage, status, at: io.now(), ...(left && { data: left }) });
}

/** Tells what an attempt does: into the journal at once, to the control plane soon. Nothing here throws. */
export class Narrator {
  readonly #io: Io;
  readonly #journal: Journal;
  readonly #traced: boolean;
  readonly #events: Delivery;
  readonly #log: Delivery;

  /** `traced`: whether events are told at all. */
  constructor(io: Io, access: Access, journal: Journal, { traced, rhythm }: { traced: boolean; rhythm: Rhythm }) {
    this.#io = io;
    this.#journal = journal;
    this.#traced = traced;
    const tell = (line: string) => io.info(line);
    const log = new LogSender(access, journal);
    this.#events = new Delivery({
      send: (signal) => sendEvents(access, journal, tell, signal),
      afterMs: rhythm.eventsMs ?? EVENTS_AFTER_MS,
      onTrouble: (error) => io.info(untaken('The trace', error)),
    });
    this.#log = new Delivery({
      send: (signal) => log.send(tell, signal),
      afterMs: rhythm.logMs ?? LOG_AFTER_MS,
      onTrouble: (error) => io.info(untaken("The engine's log", error)),
    });
  }

  event(stage: string, status: TraceEventInput['status'], data?: EventData): void {
    if (!this.#traced) return;
    try {
      this.#journal.event(tracedEvent(this.#io, this.#journal.teller, { stage, status, data }));
      this.#events.soon();
    } catch (error) {
      this.#io.info(`The trace event ${stage} ${status} can not be told: ${String(error)}`);
    }
  }

  line(line: string): void {
    this.#journal.text(cutBytes(`${this.#io.masked(line).toWellFormed()}\n`));
    this.#log.soon();
  }

  /** Sends what there is, as long as `signal` allows. */
  async flush(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#events.flush(signal), this.#log.flush(signal)]);
  }

  /** What is not sent by now stays in the journal. */
  stop(): void {
    this.#events.stop();
    this.#log.stop();
    this.#journal.tidy();
  }
}

const untaken = (what: string, error: unknown): string =>
  `${what} is not taken by the control plane just now; it is kept, and sent later. ${error instanceof Error ? error.message : String(error)}`;
