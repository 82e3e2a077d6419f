import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from '../processes.ts';
import { childrenOf, killTree, parentOf } from './processes.ts';

/**
 * What the vendor's runner does to the process of the step under way, and how long it waits for each.
 * Source: actions/runner, src/Runner.Sdk/ProcessInvoker.cs.
 */
export interface Patience {
  readonly afterInterruptMs: number;
  readonly afterTerminateMs: number;
}

export const RUNNERS_PATIENCE: Patience = { afterInterruptMs: 7_500, afterTerminateMs: 2_500 };

/** A job that is cancelled, as far as it is known from what act says: which is some milliseconds late. */
export interface CancelledJob {
  lives(): boolean;
  /** Whether act is past what it does before the first step. */
  isSetUp(): boolean;
  /** The step under way that is not to go on; undefined where there is none, or one that goes on. */
  unwanted(): object | undefined;
  /** Told of each such step before it is interrupted. */
  interrupts(): void;
}

/** Long enough for what act has said before to be read, and for act to take notice of a signal. */
const LOOK_EVERY_MS = 5;

/**
 * Sees a job that act runs through its cancel: a step under way that is not to go on gets SIGINT, later SIGTERM, later it is
 * killed; steps after it run only if they want to after a cancel. Resolves when act has ended.
 *
 * act itself skips what is not wanted after an interrupt. A step that it began before it took notice is ended here too. While
 * it sets the job up an interrupt would spoil what is to be done in any case.
 */
export async function seeThroughCancel(act: number, job: CancelledJob, patience: Patience): Promise<void> {
  while (job.lives() && !job.isSetUp()) await sleep(LOOK_EVERY_MS);
  if (!job.lives()) return;
  signal(act, 'SIGINT');
  const seen = new Set<object>();
  while (job.lives()) {
    await sleep(LOOK_EVERY_MS);
    const process = job.unwanted() && childrenOf(act)[0];
    if (process === undefined) continue;
    // It may be the next step's.
    await sleep(LOOK_EVERY_MS);
    const step = job.unwanted();
    if (!step || seen.has(step)) continue;
    seen.add(step);
    job.interrupts();
    await endProcess(process, () => parentOf(process) === act, patience);
  }
}

async function endProcess(process: number, runs: () => boolean, patience: Patience): Promise<void> {
  for (const [name, ms] of [
    ['SIGINT', patience.afterInterruptMs],
    ['SIGTERM', patience.afterTerminateMs],
  ] as const) {
    if (!runs()) return;
    signal(process, name);
    const deadline = performance.now() + ms;
    while (runs() && performance.now() < deadline) await sleep(LOOK_EVERY_MS);
  }
  if (runs()) killTree(process);
}
