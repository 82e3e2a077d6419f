import { link, readFile, rename, rm } from 'node:fs/promises';
import { localFolder } from './backend.ts';
import { StackError } from './errors.ts';
import type { Session } from './session.ts';

type Where = Pick<Session, 'backend' | 'project' | 'stack'>;

/**
 * Where a local backend keeps a stack (pulumi/pkg, backend/diy), each save a new file that is renamed to this;
 * nothing for any other backend.
 */
export function stateFileOf({ backend, project, stack }: Where): string | undefined {
  const folder = localFolder(backend.url);
  return folder === undefined ? undefined : `${folder}/.pulumi/stacks/${project}/${stack}.json`;
}

/**
 * Keeps the state as it is before an update, under a second name, which takes no room: on a full disk the engine puts a
 * cut-off file in the place of the state, and its `.bak` may be cut off too. To be called under Pulumi's lock. Throws
 * `state_unwritable` where not even a name can be written.
 */
export async function keepState(file: string): Promise<void> {
  const kept = keptName(file);
  try {
    await rm(kept, { force: true });
    await link(file, kept);
  } catch (error) {
    // A stack that has no state yet, or one that is kept compressed; a file system that knows no second names.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EPERM' || code === 'ENOTSUP') return;
    throw new StackError(
      'state_unwritable',
      `The stack's state can't be kept beside its file: ${(error as Error).message}.`,
      "Check the disk of the backend's folder. Nothing was changed.",
      undefined,
      error,
    );
  }
}

/**
 * Puts the newest whole copy in the place of a state that is cut off, and that one aside as `<stack>.json.damaged`.
 * Answers with the copy's path; nothing if the state is whole or there is no whole copy. What was made since then is
 * not in it, and has to be found in the cloud. Only for the holder of the stack's lease.
 */
export async function restoreState(file: string): Promise<string | undefined> {
  if (await isWhole(file)) return undefined;
  // The engine's own copy is from the save before; ours from the beginning of the update.
  for (const copy of [`${file}.bak`, keptName(file)]) {
    if (!(await isWhole(copy))) continue;
    await rename(file, `${file}.damaged`);
    await link(copy, file);
    return copy;
  }
  return undefined;
}

const keptName = (file: string): string => `${file}.kept`;

/** Whether a file is the whole of a state: one that is cut off is no JSON. */
async function isWhole(file: string): Promise<boolean> {
  try {
    const state: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof state === 'object' && state !== null && 'checkpoint' in state;
  } catch {
    return false;
  }
}
