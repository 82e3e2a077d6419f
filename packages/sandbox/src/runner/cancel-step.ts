import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf, killTree, signal } from './processes.ts';

/**
 * What the vendor's runner does to the process of the step under way, and how long it waits for each.
 * Source: actions/runner, src/Runner.Sdk/ProcessInvoker.cs.
 */
export interface Patience {
  readonly afterInterruptMs: number;
  readonly afterTerminateMs: number;
}

export const RUNNERS_PATIENCE: Patience = { afterInterruptMs: 7_500, afterTerminateMs: 2_500 };

const LOOK_EVERY_MS = 5;

/**
 * Cancels the job that act runs: the step under way gets SIGINT, later SIGTERM, later it is killed, unless `keeps` says that
 * it goes on; steps after it run only if they want to after a cancel. Resolves when no more is to be done about it.
 *
 * act is told while a step's process runs: until that has ended it only reads what it looks at then.
 */
export async function cancelStep(
  act: number,
  { lives, keeps, patience }: { lives: () => boolean; keeps: () => boolean; patience: Patience },
): Promise<void> {
  let step: number | undefined;
  while (step === undefined) {
    if (!lives()) return;
    step = childrenOf(act)[0];
    if (step === undefined) await sleep(LOOK_EVERY_MS);
  }
  const process = step;
  const kept = keeps();
  signal(act, 'SIGINT');
  if (kept) return;
  const runs = () => lives() && childrenOf(act).includes(process);
  for (const [name, ms] of [
    ['SIGINT', patience.afterInterruptMs],
    ['SIGTERM', patience.afterTerminateMs],
  ] as const) {
    signal(process, name);
    const deadline = performance.now() + ms;
    while (runs() && performance.now() < deadline) await sleep(LOOK_EVERY_MS);
    if (!runs()) return;
  }
  killTree(process);
}
