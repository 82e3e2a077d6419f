import { ActionError } from '../errors.ts';

/** The stack that the run works on is somebody else's by now: whatever it still does there may be undone, or undo. */
export class LostLease extends ActionError {
  constructor(stack: string) {
    super(
      'attempt_ended',
      `This attempt does not hold the stack ${stack} any more.`,
      'Look at the job in the console: who has the stack now, and why; then retry the job.',
    );
  }
}
