import { killMarked, marked } from './engine-processes.ts';
import type { Session } from './session.ts';

/** In the environment of the CLI and, by inheritance, of its plugins: which stack they work on. */
export const STACK_MARK = 'PREGO_STACK';

/** The mark of a stack; the backend is part of it, so that two clouds' `sg` on one machine are told apart. */
export const stackMark = (backendUrl: string, stack: string): string => `${backendUrl}#${stack}`;

/** The processes on this machine that work on a stack: its CLI and plugins. */
export function runningFor(backendUrl: string, stack: string): number[] {
  return marked(`${STACK_MARK}=${stackMark(backendUrl, stack)}`);
}

/**
 * Kills what a dead run has left running on this machine: plugins don't notice that their CLI was killed, and one may
 * still be waiting for the answer to a request. Only for the holder of the lease: nobody else may be at work there.
 */
export function killOrphans({ backend, stack }: Pick<Session, 'backend' | 'stack'>): void {
  killMarked(`${STACK_MARK}=${stackMark(backend.url, stack)}`);
}
