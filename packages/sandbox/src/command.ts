/**
 * Runs a command to its end and ends the process with the status that it returns. The one place where an error that
 * nobody could mend is shown: as its message, with status 1.
 */
export async function runCommand(command: (stop: AbortSignal) => Promise<number>): Promise<never> {
  try {
    process.exit(await command(stopSignal()));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Aborted by the first SIGINT or SIGTERM. A second one ends the process at once, for whoever is in a hurry. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(status);
      stop.abort();
    });
  }
  return stop.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
