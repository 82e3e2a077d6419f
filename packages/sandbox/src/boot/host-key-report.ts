import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Launcher, Spawn } from './launch.ts';

/** The unit that a node's cloud-init installs, and what it starts. */
export const REPORT_SERVICE = 'report-host-key';
const REPORT_PROGRAM = '/usr/local/sbin/report-host-key';
/** The unit's `RestartSec`; it would become slower. */
const RESTART_AFTER_MS = 10_000;
/** The search path of a system service. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface HostKeyReportOptions {
  /** The machine's directory, with `root/` in it. */
  dir: string;
  hostname: string;
  launcher: Launcher;
  spawn: Spawn;
}

/** Runs the guest's own report of its host key until it succeeds, as systemd does with its unit. */
export class HostKeyReport {
  readonly #options: HostKeyReportOptions;
  #child: ChildProcess | undefined;
  #again: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `launcher` has to be a `contained` one: the program names its files by the guest's paths. */
  constructor(options: HostKeyReportOptions) {
    this.#options = options;
    this.#start();
  }

  /** Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#again);
    const child = this.#child;
    if (child?.pid === undefined) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  #start(): void {
    const { dir, hostname, launcher, spawn } = this.#options;
    const habitat = { dir, root: join(dir, 'root'), disk: join(dir, 'disk'), hostname, usedBytes: 0 };
    mkdirSync(habitat.disk, { recursive: true });
    const { command, args } = launcher.wrap(habitat, REPORT_PROGRAM, []);
    const log = openSync(join(dir, `${REPORT_SERVICE}.log`), 'a');
    const stdio = ['ignore', log, log] as const;
    const child = spawn(command, args, { cwd: habitat.root, detached: true, stdio: [...stdio], env: { PATH } });
    closeSync(log);
    this.#child = child;
    child.once('error', () => this.#ended(child, false));
    child.once('exit', (code) => this.#ended(child, code === 0));
  }

  #ended(child: ChildProcess, reported: boolean): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (!reported && !this.#stopped) this.#again = setTimeout(() => this.#start(), RESTART_AFTER_MS);
  }
}
