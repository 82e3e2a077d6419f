import { ReceivedQueueMessage } from '@prego/contracts';
import type { Deps } from './deps.ts';
import { describeError } from './http/describe-error.ts';
import { findJob } from './store/jobs.ts';
import { dispatchAttempt } from './use-cases/dispatch-attempt.ts';

/**
 * Takes a batch of nudges, one after the other: GitHub asks its clients not to send in parallel. `depsNow` gives each the
 * time at which it is its turn.
 */
export async function consumeQueue(batch: MessageBatch, depsNow: () => Promise<Deps>): Promise<void> {
  for (const message of batch.messages) {
    const deps = await depsNow();
    try {
      await take(deps, message.body);
      message.ack();
    } catch (error) {
      // D1 or GitHub's client failed in a way that nothing here provides for. The queue brings it back some times, the
      // sweep for ever.
      deps.log.error('a nudge failed', { message_id: message.id, ...describeError(error) });
      message.retry();
    }
  }
}

async function take(deps: Deps, body: unknown): Promise<void> {
  const parsed = ReceivedQueueMessage.safeParse(body);
  if (!parsed.success) {
    // It would be the same each time it came back, and hold up those behind it: what it was about is in D1.
    deps.log.error('a message of the queue makes no sense', {
      faults: parsed.error.issues.map(({ path }) => path.join('.')),
    });
    return;
  }
  const { job_id } = parsed.data;
  const attempt = parsed.data.attempt ?? (await findJob(deps.db, job_id))?.attempt;
  if (attempt !== undefined) await dispatchAttempt(deps, { job_id, attempt });
}
