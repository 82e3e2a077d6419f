import { saysNoStack } from './new-stack.ts';
import type { Session } from './session.ts';
import { forgetState, stateFileOf } from './state-file.ts';

/** Removes an empty stack with its history and the copies of its state; one that is gone already is fine. */
export async function removeStack(session: Session): Promise<void> {
  try {
    await session.pulumi(['stack', 'rm', session.stack, '--yes', '--remove-backups']);
  } catch (error) {
    if (!saysNoStack(error)) throw error;
  }
  const file = stateFileOf(session);
  if (file !== undefined) await forgetState(file);
}
