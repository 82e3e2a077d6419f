import { randomUUID } from 'node:crypto';
import { watchSignals } from './cancel.ts';
import { COMMANDS } from './commands/index.ts';
import { leave } from './left-for-post.ts';
import { runCommand } from './run-command.ts';
import { runnerIo } from './runner/runner-io.ts';
import { after, crashes, signalSource } from './runner/this-process.ts';

const io = runnerIo();
const cancellation = watchSignals(signalSource, () => {
  leave(io, { main: 'cancelling' });
  io.info('The run is to end: what is under way comes to its end first.');
});
const code = await runCommand({
  io,
  cancellation,
  crashed: crashes(),
  after,
  commands: COMMANDS,
  // Loaded when it is asked for, as a command may have no attempt.
  openAttempt: async (asked) => (await import('./control-plane/open-attempt.ts')).openAttempt(asked),
  claim: randomUUID(),
});
// Whatever still holds the event loop, such as a connection that is kept, is no reason to stay.
process.exit(code);
