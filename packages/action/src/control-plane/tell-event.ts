import pRetry from 'p-retry';
import { aborted } from '../in-time.ts';
import type { Io } from '../runner/io.ts';
import { AttemptAccess } from './attempt-access.ts';
import { claimAttempt, type JobInputs } from './claim.ts';
import { isFinal } from './final-refusal.ts';
import { Journal, journalFile } from './journal.ts';
import { type Told, tracedEvent } from './narrator.ts';
import { sendEvents } from './send-events.ts';
import { sendStoriesLeft } from './send-left-behind.ts';

/** A step that only tells of another holds the job up no longer than this. */
const WITHIN_MS = 15_000;

/**
 * Tells one event of an attempt, written down before anybody is asked. True once the control plane has it; false where it has not in
 * time: it is kept then, and the post step sends it. Throws what is final, such as that the attempt has ended: then it is not kept.
 */
export async function tellEvent(
  { io, inputs, signal }: { readonly io: Io; readonly inputs: JobInputs; readonly signal: AbortSignal },
  told: Told,
  { withinMs = WITHIN_MS } = {},
): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  const claim = async (attempt?: number) => await claimAttempt(io, { ...inputs, attempt }, { signal: limit, withinMs });
  const attempt = inputs.attempt ?? (await claim()).attempt;
  const teller = { job_id: inputs.job_id, attempt };
  const journal = new Journal(journalFile(io, teller), teller, (error) => io.info(`It can not be kept: ${error}`));
  journal.event(tracedEvent(io, teller, told));
  const send = async (): Promise<void> => {
    const access = new AttemptAccess(io, { ...inputs, attempt }, (await claim(attempt)).token);
    await sendEvents(access, journal, (line) => io.info(line), limit);
    await sendStoriesLeft(io, teller, access, limit);
  };
  try {
    const retried = pRetry(send, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 200,
      maxTimeout: 2_000,
      randomize: true,
      signal: limit,
      shouldRetry: ({ error }) => !isFinal(error),
    });
    await Promise.race([retried, aborted(limit)]);
  } catch (error) {
    if (isFinal(error)) {
      journal.sent(...journal.unsent.events.keys());
      journal.tidy();
      throw error;
    }
  }
  journal.tidy();
  return journal.unsent.size === 0;
}
