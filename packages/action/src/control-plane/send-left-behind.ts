import { CallbackAnswer } from '@prego/contracts';
import pRetry from 'p-retry';
import type { Inputs } from '../inputs/schema.ts';
import type { Io } from '../runner/io.ts';
import { type Access, AttemptAccess } from './attempt-access.ts';
import { claimAttempt, isOfJob, type JobInputs } from './claim.ts';
import { ControlPlaneClient } from './client.ts';
import { isFinal } from './final-refusal.ts';
import { identityOf } from './identity.ts';
import { Journal, journalFiles, type Teller } from './journal.ts';
import { sendEvents } from './send-events.ts';
import { LogSender } from './send-log.ts';

/** What post may take for it by default: long enough for a control plane that is restarted, and nobody waits for posts gladly. */
const WITHIN_MS = 30_000;
/** What a step may take for the story of those before it, before its own work: what is left is post's. */
const EARLIER_MS = 5_000;

/** Events, parts of the log, and ends of attempts. */
export interface LeftBehind {
  readonly sent: number;
  /** Those that could not be sent: they stay in the runner's folder, which is deleted with the runner. */
  readonly left: number;
}

/**
 * For `post`: sends what main could not, of all steps of the job on this runner, each thing once however often it arrives. Without
 * anything to send nothing is asked of anyone. Never throws: what is left is told in the log.
 */
export async function sendLeftBehind(
  io: Io,
  inputs: JobInputs | Inputs,
  { withinMs = WITHIN_MS } = {},
): Promise<LeftBehind> {
  if (!isOfJob(inputs)) return { sent: 0, left: 0 };
  const signal = AbortSignal.timeout(withinMs);
  let sent = 0;
  let left = 0;
  for (const { journal, pid } of journalsLeft(io, inputs.job_id)) {
    const before = journal.unsent.size;
    if (before === 0) {
      if (!isAlive(pid)) journal.tidy();
      continue;
    }
    let why: unknown;
    try {
      await pRetry(async () => await sendAll(io, await accessTo(io, inputs, journal.teller, signal), journal, signal), {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 500,
        maxTimeout: 5_000,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => !isFinal(error),
        onFailedAttempt: ({ error }) => {
          // That there is no more time says nothing of what was wrong.
          if (!signal.aborted) why = error;
        },
      });
    } catch (error) {
      io.info(
        `${journal.unsent.size} things that the run had to tell did not reach the control plane: ${textOf(why ?? error)}`,
      );
    }
    journal.tidy();
    left += journal.unsent.size;
    sent += before - journal.unsent.size;
  }
  return { sent, left };
}

/** For the next step of the same attempt: sends the story of those that have ended. How they ended is post's. Never throws. */
export async function sendStoriesLeft(io: Io, teller: Teller, access: Access, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(EARLIER_MS)]);
  for (const { journal, pid } of journalsLeft(io, teller.job_id)) {
    if (journal.unsent.size === 0 || journal.teller.attempt !== teller.attempt || isAlive(pid)) continue;
    try {
      await sendStory(io, access, journal, limit);
      journal.tidy();
    } catch (error) {
      io.info(`What an earlier step had to tell is kept for later: ${textOf(error)}`);
    }
  }
}

function* journalsLeft(io: Io, jobId: string) {
  for (const file of journalFiles(io, jobId)) {
    try {
      const found = Journal.read(file, (error) => io.info(`${file} can not be written to: ${error}`));
      if (found) yield found;
    } catch (error) {
      io.info(`${file} can not be read: ${error}`);
    }
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether a process still works on its journal: what it has not sent, it is about to. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The operator key opens any attempt's routes; a run has to claim, also where somebody else has ended the attempt meanwhile. */
async function accessTo(io: Io, inputs: JobInputs, { attempt }: Teller, signal: AbortSignal): Promise<Access> {
  const identity = await identityOf(io, inputs);
  if (identity.kind === 'key') return new ControlPlaneClient(inputs.control_plane_url, identity.token, () => io.now());
  const { token } = await claimAttempt(io, { ...inputs, attempt }, { signal, afterEnd: true });
  return new AttemptAccess(io, { ...inputs, attempt }, token);
}

async function sendStory(io: Io, access: Access, journal: Journal, signal?: AbortSignal): Promise<void> {
  const tell = (line: string) => io.info(line);
  await sendEvents(access, journal, tell, signal);
  await new LogSender(access, journal).send(tell, signal);
}

async function sendAll(io: Io, access: Access, journal: Journal, signal: AbortSignal): Promise<void> {
  await sendStory(io, access, journal, signal);
  const path = `/internal/provision-jobs/${journal.teller.job_id}/callback`;
  for (const [n, body] of [...journal.unsent.ends]) {
    try {
      await access.json({ method: 'POST', path, body, signal, passing: ['conflict'] }, CallbackAnswer);
    } catch (error) {
      if (!isFinal(error)) throw error;
      io.info(`That the attempt ended as ${body.status} was not taken: ${textOf(error)}`);
    }
    journal.sent(n);
  }
}
