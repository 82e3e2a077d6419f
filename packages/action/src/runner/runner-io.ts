import { randomUUID } from 'node:crypto';
import { actionsIo } from './actions-io.ts';
import type { Io } from './io.ts';

/** The runner that has started this process. */
export function runnerIo(): Io {
  // A runner that is gone reads no more. That is no failure of the work.
  process.stdout.on('error', () => {});
  return actionsIo({
    env: process.env,
    // To a pipe or file it is written at once on POSIX systems (nodejs.org, process I/O).
    write: (text) => void process.stdout.write(text),
    now: () => Date.now(),
    random: () => randomUUID(),
  });
}
