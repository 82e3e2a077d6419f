import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of a run's steps that run our action: what GitHub's runner starts, and what a machine that dies takes along.
 * `folder`: of the world, since every world counts its runs from the same number.
 */
export function actionProcesses(folder: string, runId: number): number[] {
  return processes().filter((pid) => {
    const words = read(pid, 'cmdline').split('\0');
    const isAction = /\/node$/.test(words[0] ?? '') && words.some((word) => word.endsWith('/dist/main/index.js'));
    const environment = read(pid, 'environ');
    return isAction && environment.includes(folder) && environment.split('\0').includes(`GITHUB_RUN_ID=${runId}`);
  });
}

/** The processes of this program that work on the folder. */
export function processesOf(folder: string, program: RegExp): number[] {
  return processes().filter((pid) => {
    const command = read(pid, 'cmdline');
    return (
      program.test(command.split('\0')[0] ?? '') && (command.includes(folder) || read(pid, 'environ').includes(folder))
    );
  });
}

const processes = (): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It has ended, or is another user's.
    return '';
  }
}
