import { setTimeout as sleep } from 'node:timers/promises';
import type { SignalSource } from '../cancel.ts';

/** Node's own process and clock, as cancel.ts wants them. */
export const signalSource: SignalSource = {
  on: (signal, listener) => process.on(signal, listener),
  now: () => performance.now(),
  after: (milliseconds, then) => void setTimeout(then, milliseconds).unref(),
};

/** Resolves after so many milliseconds; keeps no process alive. */
export const after = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { ref: false });

/**
 * Rejects with the first error that nobody catches. Those after it are its consequences: they stop nothing any more. While somebody
 * else listens too, it is theirs: Pulumi's runtime takes what a program throws for the update's failure, and tells it as such.
 */
export function crashes(): Promise<never> {
  const crashed = new Promise<never>((_, reject) => {
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        if (process.listenerCount(event) === 1) reject(error);
      });
    }
  });
  crashed.catch(() => {});
  return crashed;
}
