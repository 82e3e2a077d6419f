import { ActionError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Io } from '../runner/io.ts';
import { AttemptAccess } from './attempt-access.ts';
import type { AttemptSession } from './attempt-session.ts';
import { claimAttempt, isOfJob, type JobInputs } from './claim.ts';
import { ClaimedAttempt } from './claimed-attempt.ts';
import { Journal, journalFile } from './journal.ts';
import type { Rhythm } from './narrator.ts';
import { sendStoriesLeft } from './send-left-behind.ts';

export interface OpenAttempt {
  readonly io: Io;
  readonly inputs: JobInputs | Inputs;
  /** Ends what is asked, not what is told: the attempt's end and what was emitted are sent all the same. */
  readonly signal: AbortSignal;
  /** The attempt is not ours any more (it was ended, or its stack was given to another): the work has to stop. */
  readonly onLost?: (error: Error) => void;
  /** For tests. */
  readonly rhythm?: Rhythm;
}

/**
 * A claim that is under way when the run is cancelled is waited for this long: without its answer nobody could tell that the attempt,
 * which may be claimed by then, was cancelled.
 */
const CLAIM_GRACE_MS = 2_500;

/**
 * Claims the attempt that the inputs name and returns its session; its tokens are masked by then. Without `trace_id` no events are
 * told. What earlier steps of the same attempt have left behind is sent first, if that is quick. Throws what `claimAttempt` throws.
 */
export async function openAttempt(opening: OpenAttempt): Promise<AttemptSession> {
  const { io, signal, onLost = () => {}, rhythm = {} } = opening;
  const inputs = jobOf(opening.inputs);
  const claim = await claimAttempt(io, inputs, { signal: delayed(signal, CLAIM_GRACE_MS) });
  const { attempt, job_id } = claim;
  const access = new AttemptAccess(io, { ...inputs, attempt }, claim.token);
  const teller = { job_id, attempt };
  const journal = new Journal(journalFile(io, teller), teller, (error) => tellTrouble(io, error));
  const traced = inputs.trace_id !== undefined;
  const session = new ClaimedAttempt({ io, claim, access, journal, signal, traced, rhythm, onLost });
  await sendStoriesLeft(io, teller, access, signal);
  return session;
}

/** Aborted `ms` after `signal` is. */
function delayed(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const begin = () => void setTimeout(() => late.abort(signal.reason), ms).unref();
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return late.signal;
}

function jobOf(inputs: JobInputs | Inputs): JobInputs {
  if (isOfJob(inputs)) return inputs;
  throw new ActionError(
    'internal',
    'A command without a job has no attempt to claim.',
    'Report this with the log of the step.',
  );
}

const tellTrouble = (io: Io, error: unknown): void =>
  io.warning(
    `What the run tells can not be kept in RUNNER_TEMP (${String(error)}). If the run is killed, what was not sent yet is lost.`,
    'No journal',
  );
