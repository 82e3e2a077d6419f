import type { Config } from './config.ts';
import type { DispatchQueue } from './ports/dispatch-queue.ts';
import type { FileStore } from './ports/file-store.ts';
import type { Logger } from './ports/logger.ts';
import type { WorkflowRunner } from './ports/workflow-runner.ts';
import type { Db } from './store/db.ts';

/** All that a use case touches outside itself. Time, ids and randomness come from here, so that tests can hold them. */
export interface Deps {
  readonly config: Config;
  readonly db: Db;
  /** Milliseconds since 1970; the same for the whole of one request, message or sweep. */
  readonly now: number;
  /** A new id with this prefix, such as `job_` or `trace_`, and a ULID. */
  newId(prefix: string): string;
  /** The token that tells two holders of a lease apart. */
  newSecret(): string;
  /** Waits for a random while of at most so many milliseconds, so that those who met each other don't meet again. */
  waitUpTo(ms: number): Promise<void>;
  readonly queue: DispatchQueue;
  readonly workflows: WorkflowRunner;
  readonly files: FileStore;
  readonly log: Logger;
  /** Goes on after the answer is sent. A failure is logged and lost: nothing that matters may hang on it. */
  defer(work: Promise<unknown>): void;
}
