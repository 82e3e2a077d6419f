import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs a command to its end and ends the process with the status that it returns. The one place where an error that
 * nobody could mend is shown: as its message, with status 1. What fails after a stop fails because of it; the command
 * has closed by then what it had open.
 */
export async function runCommand(command: (stop: AbortSignal) => Promise<number>): Promise<never> {
  const stop = stopSignal();
  try {
    process.exit(await command(stop));
  } catch (error) {
    if (stop.aborted) {
      process.stderr.write('\nInterrupted. Everything is stopped.\n');
      process.exit(130);
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP. The second one only says what is being waited for: ending at once
 * could leave the engine's work half-recorded, so that takes a third.
 */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let signals = 0;
  for (const [signal, status] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      signals++;
      stop.abort();
      if (signals === 2) process.stderr.write('Stopping: what is under way ends first. Once more ends it at once.\n');
      if (signals > 2) process.exit(status);
    });
  }
  return stop.signal;
}

/** An interrupted build takes its draft away in less. */
const CLEAR_AWAY_WITHIN_MS = 1_000;

/**
 * The result of `work`; rejects soon after a stop. A stop ends what the work has under way, which then fails by
 * itself, but it may be waiting for another process.
 */
export async function unlessStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  const stopped = aborted(stop).then(async () => {
    await sleep(CLEAR_AWAY_WITHIN_MS);
    throw new Error('Stopped.');
  });
  return await Promise.race([work, stopped]);
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
