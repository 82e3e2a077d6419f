import { endAll, environmentOf, processIds } from '../processes.ts';

/** In the environment of wrangler and all that it starts: of which folder it is. */
export const MARK = 'PREGO_CONTROL_PLANE';

/**
 * Kills what is left running of this folder's control plane, and resolves when it is gone: two on the same D1 file would
 * undo each other's work. Only for whoever knows that no living sandbox uses the folder. Without /proc none is found.
 * Throws when one can't be killed.
 */
export async function endOrphans(dataDir: string): Promise<void> {
  await endAll(() => running(dataDir), "A control plane of before can't be ended. Its processes");
}

/** The processes that work on this folder's control plane. */
export const running = (dataDir: string): number[] =>
  processIds().filter((pid) => environmentOf(pid).includes(`${MARK}=${dataDir}`));
