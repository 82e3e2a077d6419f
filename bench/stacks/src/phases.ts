import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { RunReport } from './task.ts';

/**
 * When a run did what, in milliseconds from the start of its process: seen from outside, through Node's own channel
 * for child processes, so that neither side has anything built in for it.
 */
export class Phases {
  #imported = 0;
  #program = { from: 0, to: 0 };
  readonly #commands: { name: string; from: number; to: number }[] = [];

  constructor() {
    subscribe('child_process', (message) => {
      const { process: child } = message as { process: ChildProcess };
      const command = { name: '', from: performance.now(), to: 0 };
      this.#commands.push(command);
      child.once('spawn', () => {
        command.name = nameOf(child.spawnargs);
      });
      child.once('exit', () => {
        command.to = performance.now();
      });
    });
  }

  imported(): void {
    this.#imported = performance.now();
  }

  /** As `program`, with its times taken. */
  async timeProgram<T>(program: () => Promise<T>): Promise<T> {
    this.#program = { from: performance.now(), to: 0 };
    try {
      return await program();
    } finally {
      this.#program.to = performance.now();
    }
  }

  /** To be called when the answer is there. */
  report(): RunReport['phases'] {
    return {
      imported: this.#imported,
      commands: this.#commands,
      programFrom: this.#program.from,
      programTo: this.#program.to,
      answered: performance.now(),
    };
  }
}

/** `up` of `pulumi up --yes …`, `stack select` of `pulumi stack select …`. */
function nameOf([, ...args]: readonly string[]): string {
  const [command = '', subcommand = ''] = args;
  return command === 'stack' ? `${command} ${subcommand}` : command;
}
