import { access, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineFailure } from './engine-command.ts';
import { StackError } from './errors.ts';
import { type Session, throwIfStopped } from './session.ts';
import { stateFileOf } from './state-file.ts';

/** Whether the CLI failed because there is no such stack. */
export function saysNoStack(error: unknown): boolean {
  const text = error instanceof EngineFailure ? error.result.stderr : error instanceof StackError ? error.detail : '';
  return /no stack named/.test(text ?? '');
}

/**
 * Whether the stack is known not to exist: a local backend would have its file. To be told so by the engine takes a
 * fifth of a second.
 */
export async function isMissing(session: Session): Promise<boolean> {
  const file = stateFileOf(session);
  return file !== undefined && (await isAbsent(file)) && (await isAbsent(`${file}.gz`));
}

const isAbsent = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );

/** Makes the session's stack; one that another run has made meanwhile is as good. */
export async function createStack(session: Session): Promise<void> {
  throwIfStopped(session);
  const { secretsProvider } = session.backend;
  const provider = secretsProvider === undefined ? [] : ['--secrets-provider', secretsProvider];
  try {
    await session.pulumi(['stack', 'init', session.stack, '--no-select', ...provider]);
  } catch (error) {
    const another = error instanceof StackError && /already exists/.test(error.detail ?? '');
    if (!another) throw error;
  }
}

/**
 * Does `use` with a backend in a folder of its own, which goes afterwards: a preview of a stack that does not exist
 * leaves nothing in the true one, however it ends, and needs no more than to read it.
 */
export async function onThrowawayBackend(session: Session, use: (on: Session) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(session.workDir, 'preview-'));
  try {
    await use(session.in(folder, { url: pathToFileURL(folder).href, passphrase: '' }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
