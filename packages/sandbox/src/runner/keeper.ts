import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./keep-clear.ts', import.meta.url));

/**
 * Starts a process that ends the jobs below the folder when this one dies, however it does. Returns its end, for when there
 * are none any more.
 */
export function keepClear(folder: string): () => Promise<void> {
  const keeper = spawn(process.execPath, [PROGRAM, folder], {
    // A terminal's Ctrl-C is not for it.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(keeper, 'exit');
  // It may be gone before we hang up.
  keeper.stdin.on('error', () => {});
  return async () => {
    keeper.stdin.destroy();
    await ended;
  };
}
