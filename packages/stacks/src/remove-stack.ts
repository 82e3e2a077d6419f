import { isMissing, saysNoStack } from './new-stack.ts';
import type { Session } from './session.ts';
import { forgetState, stateFileOf } from './state-file.ts';

/** Removes an empty stack with its history and the copies of its state; one that is gone already is fine. */
export async function removeStack(session: Session): Promise<void> {
  // Without a stack the engine was not begun, and has no project's folder in which the CLI would know whose stack is meant.
  if (!(await isMissing(session))) await forgetStack(session);
  const file = stateFileOf(session);
  if (file !== undefined) await forgetState(file);
}

async function forgetStack(session: Session): Promise<void> {
  try {
    await session.pulumi(['stack', 'rm', session.stack, '--yes', '--remove-backups']);
  } catch (error) {
    if (!saysNoStack(error)) throw error;
  }
}
