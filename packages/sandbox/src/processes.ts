import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 10;

/** The ids of all processes. Without /proc there are none. */
export function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The file of the process in /proc; undefined where it has ended meanwhile, or is somebody else's. */
export function readProcess(pid: number, file: 'environ' | 'stat'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** Its entries, as `NAME=value`. One that has ended and is waited for has none left. */
export const environmentOf = (pid: number): string[] => readProcess(pid, 'environ')?.split('\0') ?? [];

/** Sends the signal; false for a process that is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Kills what is found until nothing is. Throws, beginning with `unable`, when one can't be killed. */
export async function endAll(find: () => number[], unable: string): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (let left = find(); left.length > 0; left = find()) {
    if (performance.now() > deadline) throw new Error(`${unable}: ${left.join(', ')}`);
    for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(LOOK_EVERY_MS);
  }
}
