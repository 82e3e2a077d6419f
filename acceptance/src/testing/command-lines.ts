import { processIds, readProcess } from './processes.ts';

const LOOK_EVERY_MS = 50;

/** Notes the command lines, which everybody on a machine can read, of the processes that work on the folder, until it is stopped. */
export function watchCommandLines(folder: string): { stop(): string } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of processIds()) {
      if (readProcess(pid, 'environ').includes(folder)) seen.add(readProcess(pid, 'cmdline').replaceAll('\0', ' '));
    }
  }, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen].join('\n');
    },
  };
}
