import type { ProvisionQueueMessage } from '@prego/contracts';
import type { DispatchQueue } from '../ports/dispatch-queue.ts';

/** Queues hold a message back for 12 hours at most (developers.cloudflare.com/queues/platform/limits). */
const LONGEST_DELAY_S = 12 * 60 * 60;

/**
 * Cloudflare Queues. `messageOf` answers what is sent for an attempt: nothing for one that is over. Who receives it goes
 * by the ids in it alone and reads the rest from D1.
 */
export const cloudflareQueue = (
  queue: Queue,
  messageOf: (jobId: string, attempt: number) => Promise<ProvisionQueueMessage | undefined>,
): DispatchQueue => ({
  async nudge(jobId, attempt, delayS = 0) {
    const message = await messageOf(jobId, attempt);
    if (message) await queue.send(message, { delaySeconds: Math.min(delayS, LONGEST_DELAY_S) });
  },
});
