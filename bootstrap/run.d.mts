/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options] `onLine` gets every line of both outputs
 * @returns {Promise<string>} standard output
 * @throws {Error} with the last lines of what it said, when it can't be started or ends otherwise than with 0
 */
export function run(
  command: string,
  args: string[],
  options?: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    onLine?: (line: string) => void;
  },
): Promise<string>;
/**
 * Hands this process's terminal to a command and becomes it, as far as that is possible: signals are passed on
 * (a terminal's Ctrl-C reaches the child by itself), and its status is the answer.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit status, 128 + n after signal n
 */
export function become(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number>;
