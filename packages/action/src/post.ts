import { watchSignals } from './cancel.ts';
import { runPost } from './run-post.ts';
import { runnerIo } from './runner/runner-io.ts';
import { after, crashes, signalSource } from './runner/this-process.ts';

const io = runnerIo();
const { signal } = watchSignals(signalSource, () => {});
const post = runPost({
  io,
  signal,
  after,
  sendLeftBehind: async (...asked) => (await import('./control-plane/send-left-behind.ts')).sendLeftBehind(...asked),
  releaseLeftRun: async (...asked) => (await import('./commands/stack-run.ts')).releaseLeftRun(...asked),
  openAttempt: async (asked) => (await import('./control-plane/open-attempt.ts')).openAttempt(asked),
});
await Promise.race([post, crashes()]).catch((error: unknown) => io.warning(String(error), 'Post'));
// The job's outcome is main's to say.
process.exit(0);
