import { readdirSync, readFileSync } from 'node:fs';

/** The ids of all processes of this machine. */
export const processIds = (): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0);

/** The file of the process in /proc; '' where it has ended, or is another user's. */
export function readProcess(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
