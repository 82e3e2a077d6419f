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

/** What post may take for it by default: GitHub gives posts no limit of their own, and nobody waits for them gladly. */
const WITHIN_MS = 20_000;

/** Events, parts of the log, and ends of attempts. */
export interface LeftBehind {
  readonly sent: number;
  /** Those that could not be sent: they stay in the runner's folder, which is deleted with the runner. */
  readonly left: number;
}

/**
 * For `post`: sends what main could not, of all steps of the job on this runner, each thing once however often it arrives. Without
 * anything to send nothing is asked of anyone. Never throws: what is left is told in the log. An attempt that has ended gives
 * no new token, so that without the operator key its story stays as it is.
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
    try {
      await pRetry(async () => await sendAll(io, await accessTo(io, inputs, journal.teller, signal), journal, signal), {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 500,
        maxTimeout: 5_000,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => !isFinal(error),
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      io.info(`${journal.unsent.size} things that the run had to tell did not reach the control plane: ${why}`);
    }
    journal.tidy();
    left += journal.unsent.size;
    sent += before - journal.unsent.size;
  }
  return { sent, left };
}

/** For the next step of the same attempt: sends the story of those that were killed. Their ends are post's. Never throws. */
export async function sendStoriesLeft(io: Io, teller: Teller, access: Access): Promise<void> {
  for (const { journal, pid } of journalsLeft(io, teller.job_id)) {
    if (journal.unsent.size === 0 || journal.teller.attempt !== teller.attempt || isAlive(pid)) continue;
    try {
      await sendStory(io, access, journal);
      journal.tidy();
    } catch (error) {
      io.info(`What an earlier step had to tell is kept for later: ${error instanceof Error ? error.message : error}`);
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

/** Whether a process still works on its journal: what it has not sent, it is about to. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The operator key opens any attempt's routes; a run has to claim. */
async function accessTo(io: Io, inputs: JobInputs, { attempt }: Teller, signal: AbortSignal): Promise<Access> {
  const identity = await identityOf(io, inputs);
  if (identity.kind === 'key') return new ControlPlaneClient(inputs.control_plane_url, identity.token, () => io.now());
  const { token } = await claimAttempt(io, { ...inputs, attempt }, { signal });
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
    await access.json({ method: 'POST', path, body, signal, passing: ['conflict'] }, CallbackAnswer);
    journal.sent(n);
  }
}
