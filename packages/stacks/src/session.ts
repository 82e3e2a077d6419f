import type { Clouds } from './clouds/clouds.ts';
import type { CommandResult, EngineCommand } from './engine-command.ts';
import { StackError } from './errors.ts';
import type { StackEvent } from './events.ts';
import type { StackState } from './exported-state.ts';
import type { CommonOptions } from './run-options.ts';

/** Pulumi's project: part of every URN, so it never changes. */
export const PROJECT = 'prego';

/** What all engine runs of one `runStack` share. */
export interface Session {
  readonly stack: string;
  readonly project: string;
  readonly command: EngineCommand;
  /** The engine's environment on top of our own; holds the credentials. */
  readonly env: Readonly<Record<string, string>>;
  readonly workDir: string;
  readonly backend: CommonOptions['backend'];
  /** The label `state` of what this backend's stacks make. */
  readonly stateId: string;
  readonly holdsLease: boolean;
  readonly lockWaitMs: number;
  readonly clouds: Clouds;
  /** The state as this run met it, before it made or deleted anything; nothing until an update has read it. */
  readonly met: { state?: StackState };
  /** Aborted by the caller or by the deadline. */
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly now: () => number;
  readonly emit: (event: StackEvent) => void;
  /** Runs the CLI for the session's stack. Throws StackError; its `detail` is what the CLI printed. */
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  /** The same in another folder, with another backend. */
  readonly in: (workDir: string, backend: CommonOptions['backend']) => Session;
}

/** Throws `cancelled` or `deadline_exceeded` once the run is to stop. */
export function throwIfStopped(session: Session): void {
  const error = cancelled(session);
  if (error) throw error;
}

/** The error of a run that was stopped; nothing if it was not. */
export function cancelled(session: Pick<Session, 'signal' | 'deadline'>, detail?: string): StackError | undefined {
  if (!session.signal.aborted) return undefined;
  const remedy = 'Run it again: it goes on where it stopped.';
  if (session.deadline.aborted && session.signal.reason === session.deadline.reason) {
    return new StackError('deadline_exceeded', 'The run took longer than its deadline.', remedy, detail);
  }
  return new StackError('cancelled', 'The run was cancelled.', remedy, detail);
}
