import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * A folder outside the checkout with what only tests need, made once. An entry appears by the rename of a finished
 * folder; of two that make it at once, one is thrown away.
 */
export async function cached(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const root = process.env.PREGO_CACHE_DIR || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'prego');
  const entry = join(root, 'stacks-tests', name);
  if (existsSync(entry)) return entry;
  await mkdir(dirname(entry), { recursive: true });
  const draft = await mkdtemp(`${entry}.draft-`);
  try {
    await make(draft);
    await rename(draft, entry);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(entry)) throw error;
  }
  return entry;
}

/** Runs a tool of the system. Where it fails, the error says what the test `needs`, in place of a stack trace. */
export async function runTool(command: string, args: string[], needs: string, cwd?: string): Promise<void> {
  await exec(command, args, { cwd }).catch((error: ExecFileException) => {
    throw new Error(`This test needs ${needs}: '${command}' failed. ${error.stderr || error.message}`, {
      cause: error,
    });
  });
}
