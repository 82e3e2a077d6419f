import { endAll, environmentOf, processIds, readProcess, signal } from '../processes.ts';

/** In the environment of act and all that a job starts: the job's own folder. */
export const MARK = 'PREGO_SANDBOX_JOB';

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

/**
 * Kills what jobs have left running whose folder is this one or lies below it, and resolves when it is gone.
 * Throws when one can't be killed.
 */
export async function endLeftovers(folder: string): Promise<void> {
  await endAll(() => markedBelow(folder), "A job's processes can't be ended");
}

/** The processes of jobs in or below this folder. */
export function markedBelow(folder: string): number[] {
  const mark = `${MARK}=${folder}`;
  return processIds().filter((pid) =>
    environmentOf(pid).some((entry) => entry === mark || entry.startsWith(`${mark}/`)),
  );
}

/** Who has started the process; undefined for one that is gone. */
export function parentOf(pid: number): number | undefined {
  // The name stands in brackets and may hold anything; the state comes after it, then the parent. Source: proc(5).
  const [, parent] = /^.*\) \S (\d+) /s.exec(readProcess(pid, 'stat') ?? '') ?? [];
  return parent === undefined ? undefined : Number(parent);
}
