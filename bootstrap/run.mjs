// Child processes: run one to its end and keep what it said, or hand the terminal over to one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options] `onLine` gets every line of both outputs
 * @returns {Promise<string>} standard output
 * @throws {Error} with the last lines of what it said, when it can't be started or ends otherwise than with 0
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Asked to end while it runs: end it, and let its failure end us. (A terminal's Ctrl-C reaches both by itself.)
    const endChild = () => child.kill('SIGTERM');
    process.on('SIGTERM', endChild);
    let stdout = '';
    /** @type {string[]} */
    const lines = [];
    let rest = '';
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        options.onLine?.(line);
      }
      if (lines.length > 40) lines.splice(0, lines.length - 40);
    };
    child.stdout.on('data', (chunk) => {
      stdout += chunk.toString();
      read(chunk);
    });
    child.stderr.on('data', read);
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      process.off('SIGTERM', endChild);
      if (code === 0) resolve(stdout);
      else {
        const said = [...lines, rest].join('\n').trim();
        reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `status ${code}`}:\n${said}`));
      }
    });
  });
}

/**
 * Hands this process's terminal to a command and becomes it, as far as that is possible: signals are passed on
 * (a terminal's Ctrl-C reaches the child by itself), and its status is the answer.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit status, 128 + n after signal n
 */
export function become(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: 'inherit' });
    const ignoreInterrupt = () => {};
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGINT', ignoreInterrupt);
    process.on('SIGTERM', passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', ignoreInterrupt);
      process.off('SIGTERM', passOn);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
