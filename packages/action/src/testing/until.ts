import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `holds` is true; throws after thirty seconds, which nothing here needs, not even a process that starts on a busy machine. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`It did not come to hold: ${holds}`);
    await sleep(5);
  }
}
