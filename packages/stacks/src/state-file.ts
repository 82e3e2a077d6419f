import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
    throw unwritable("can't be kept beside its file", error);
  }
}

/**
 * Puts the newest whole copy in the place of a state that is cut off, and that one aside as `<stack>.json.damaged`.
 * Answers with the copy's path; nothing if the state is whole, can't be read, or has no whole copy. What was made since
 * then is not in it, and has to be found in the cloud. Only for the holder of the stack's lease. Throws
 * `state_unwritable`; then the state is as it was.
 */
export async function restoreState(file: string): Promise<string | undefined> {
  const damaged = await readIfThere(file);
  if (damaged === undefined || isWhole(damaged)) return undefined;
  // The engine's own copy is from the save before; ours from the beginning of the update.
  for (const copy of [`${file}.bak`, keptName(file)]) {
    const content = await readIfThere(copy);
    if (content === undefined || !isWhole(content)) continue;
    try {
      await writeFile(damagedName(file), damaged);
      await writeFile(restoredName(file), content);
      // In one step: where there is no state for a moment, another run would begin the stack anew.
      await rename(restoredName(file), file);
    } catch (error) {
      throw unwritable(`can't be put back from ${copy}`, error);
    }
    return copy;
  }
  return undefined;
}

/**
 * Whether a state that the engine found cut off can be read now: it is whole, and it was the notes beside it (`.attrs`,
 * see `engineUrl`) that a killed engine has left empty, which are removed here. Only for the holder of the stack's lease.
 */
export async function dropCutOffNotes(file: string): Promise<boolean> {
  const content = await readIfThere(file);
  if (content === undefined || !isWhole(content)) return false;
  const notes = await readIfThere(notesName(file));
  if (notes !== undefined && parsed(notes) === undefined) await rm(notesName(file), { force: true });
  return true;
}

/** Removes the copies that were kept of a state. */
export async function forgetState(file: string): Promise<void> {
  for (const name of [keptName(file), damagedName(file), restoredName(file)]) await rm(name, { force: true });
}

const notesName = (file: string): string => `${file}.attrs`;
const keptName = (file: string): string => `${file}.kept`;
const damagedName = (file: string): string => `${file}.damaged`;
const restoredName = (file: string): string => `${file}.restored`;

const readIfThere = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** Whether this is the whole of a state: one that is cut off is no JSON. */
function isWhole(content: string): boolean {
  const state = parsed(content);
  return typeof state === 'object' && state !== null && 'checkpoint' in state;
}

/** Nothing for what is no JSON. */
function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function unwritable(what: string, error: unknown): StackError {
  return new StackError(
    'state_unwritable',
    `The stack's state ${what}: ${(error as Error).message}.`,
    "Check the disk of the backend's folder. Nothing was changed.",
    undefined,
    error,
  );
}
