import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the environment of act and all that a job starts: the job's own folder. */
export const MARK = 'PREGO_SANDBOX_JOB';

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 10;

/** The processes that this one has started and that still run. Without /proc none is found. */
export function childrenOf(pid: number): number[] {
  return processIds().filter((child) => parentOf(child) === pid);
}

/** Kills the process and all that it has started, and that these have, as far as they are still its descendants. */
export function killTree(pid: number): void {
  const parents = new Map(processIds().map((child) => [child, parentOf(child)]));
  const within = (child: number | undefined): boolean =>
    child !== undefined && (child === pid || within(child > 1 ? parents.get(child) : undefined));
  for (const found of [pid, ...[...parents.keys()].filter((child) => child !== pid && within(child))]) {
    signal(found, 'SIGKILL');
  }
}

/** Sends the signal; false for a process that is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Kills what jobs have left running whose folder is this one or lies below it, and resolves when it is gone.
 * Throws when one can't be killed.
 */
export async function endLeftovers(folder: string): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (let left = markedBelow(folder); left.length > 0; left = markedBelow(folder)) {
    if (performance.now() > deadline) throw new Error(`A job's processes can't be ended: ${left.join(', ')}`);
    for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(LOOK_EVERY_MS);
  }
}

/** The processes of jobs in or below this folder. */
export function markedBelow(folder: string): number[] {
  const mark = `${MARK}=${folder}`;
  return processIds().filter((pid) => {
    const environment = read(`/proc/${pid}/environ`)?.split('\0') ?? [];
    return environment.some((entry) => entry === mark || entry.startsWith(`${mark}/`));
  });
}

/** Who has started the process; undefined for one that is gone. */
export function parentOf(pid: number): number | undefined {
  // The name stands in brackets and may hold anything; the state comes after it, then the parent. Source: proc(5).
  const [, parent] = /^.*\) \S (\d+) /s.exec(read(`/proc/${pid}/stat`) ?? '') ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return undefined;
  }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
