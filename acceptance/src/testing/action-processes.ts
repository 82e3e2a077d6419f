import { processIds, readProcess } from './processes.ts';

/**
 * The processes of a run's steps that run our action: what GitHub's runner starts, and what a machine that dies takes along.
 * `folder`: of the world, since every world counts its runs from the same number.
 */
export function actionProcesses(folder: string, runId: number): number[] {
  return processIds().filter((pid) => {
    const words = readProcess(pid, 'cmdline').split('\0');
    const isAction = /\/node$/.test(words[0] ?? '') && words.some((word) => word.endsWith('/dist/main/index.js'));
    const environment = readProcess(pid, 'environ');
    return isAction && environment.includes(folder) && environment.split('\0').includes(`GITHUB_RUN_ID=${runId}`);
  });
}

/** The processes of this program that work on the folder. */
export function processesOf(folder: string, program: RegExp): number[] {
  return processIds().filter((pid) => {
    const command = readProcess(pid, 'cmdline');
    return (
      program.test(command.split('\0')[0] ?? '') &&
      (command.includes(folder) || readProcess(pid, 'environ').includes(folder))
    );
  });
}
