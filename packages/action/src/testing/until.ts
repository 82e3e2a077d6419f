import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `holds` is true; throws after thirty seconds, which nothing but an engine needs, not even a process that starts on a busy machine. */
export async function until(holds: () => boolean, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`It did not come to hold: ${holds}`);
    await sleep(5);
  }
}
