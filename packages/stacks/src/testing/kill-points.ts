import type { HeldFault } from './held-fault.ts';
import { type Call, RunProcess } from './run-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/**
 * Every point for the run, which is what people and runners kill; its engine ends by itself then. Each case takes four
 * runs, so the other two, which leave the same behind by other ways, are tried at some of the points.
 */
const TRIED = { run: 1, engine: 2, machine: 3 } as const;
export type Victim = keyof typeof TRIED;
export const VICTIMS = Object.keys(TRIED) as Victim[];
/** The cases that are tried with this victim. */
export const triedWith = <T>(victim: Victim, cases: readonly T[]): T[] =>
  cases.filter((_case, index) => index % TRIED[victim] === TRIED[victim] >> 1);

/** Runs until the fault holds a request, then kills. */
export async function killAt(sandbox: SandboxProcess, fault: HeldFault, call: Call, victim: Victim): Promise<void> {
  await sandbox.control('POST', '/faults', fault);
  const run = new RunProcess(call);
  await sandbox.faultsMet(run.outcome);
  await run.kill(victim);
  await sandbox.control('DELETE', '/faults');
}
