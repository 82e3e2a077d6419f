import { readdirSync, readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 50;

/** Notes the command lines, which everybody on a machine can read, of the processes that work on the folder, until it is stopped. */
export function watchCommandLines(folder: string): { stop(): string } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (read(pid, 'environ').includes(folder)) seen.add(read(pid, 'cmdline').replaceAll('\0', ' '));
    }
  }, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen].join('\n');
    },
  };
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It has ended.
    return '';
  }
}
