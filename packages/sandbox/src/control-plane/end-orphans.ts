import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the environment of wrangler and all that it starts: of which folder it is. */
export const MARK = 'PREGO_CONTROL_PLANE';

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

/**
 * Kills what is left running of this folder's control plane, and resolves when it is gone: two on the same D1 file would
 * undo each other's work. Only for whoever knows that no living sandbox uses the folder. Without /proc none is found.
 * Throws when one can't be killed.
 */
export async function endOrphans(dataDir: string): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (let orphans = running(dataDir); orphans.length > 0; orphans = running(dataDir)) {
    if (performance.now() > deadline) {
      throw new Error(`A control plane of before can't be ended. Its processes: ${orphans.join(', ')}`);
    }
    for (const pid of orphans) kill(pid);
    await sleep(LOOK_EVERY_MS);
  }
}

/** The processes that work on this folder's control plane. */
export function running(dataDir: string): number[] {
  return processIds().filter((pid) => {
    try {
      // One that has ended and is waited for has no environment left.
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${MARK}=${dataDir}`);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
