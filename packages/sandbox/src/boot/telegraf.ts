import type { ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Agent, type PushEvery, paceConfig } from './agent.ts';
import { FakeProc } from './fake-proc.ts';
import { DISK_BYTES, type Habitat, type Launcher, type Spawn } from './launch.ts';
import type { Load } from './load.ts';
import { telegrafFiles } from './telegraf-files.ts';

export interface TelegrafOptions {
  /** The machine's directory, with `root/` in it. */
  dir: string;
  hostname: string;
  /** The binary. */
  telegraf: string;
  launcher: Launcher;
  spawn: Spawn;
  load: Load;
  pushEvery: PushEvery;
}

/** Often enough that any interval of Telegraf's sees its counters move. */
const PROC_EVERY_MS = 250;
/** systemd's defaults for `Restart=on-failure`: 100 ms between starts, and no more after 5 that failed at once. */
const RESTART_AFTER_MS = 100;
const STARTS_MAX = 5;
const START_LIMIT_WINDOW_MS = 10_000;
/** A machine that loses its power waits for nobody; this is for a clean last flush. */
const STOP_WITHIN_MS = 2_000;
/** The search path of a system service. Nothing else of the sandbox's environment reaches a guest's program. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The real Telegraf, run as its Debian unit runs it, with a /proc of its own. */
export class Telegraf implements Agent {
  readonly kind = 'telegraf';
  readonly #options: TelegrafOptions;
  readonly #proc: FakeProc;
  readonly #ticking: NodeJS.Timeout;
  #restarting: NodeJS.Timeout | undefined;
  #load: Load;
  #child: ChildProcess | undefined;
  #starts: number[] = [];
  readonly #reasons = new Set<string>();
  #stopped = false;

  constructor(options: TelegrafOptions) {
    this.#options = options;
    this.#load = options.load;
    this.#proc = new FakeProc(join(options.dir, 'proc'), options.load, performance.now());
    this.#ticking = setInterval(() => this.#tick(), PROC_EVERY_MS);
    if (options.launcher.kind === 'plain') {
      this.#reasons.add("no namespaces here: the disk figure is this machine's, and files lie below the guest's root");
    }
    this.#start();
  }

  pid(): number | null {
    return this.#child?.pid ?? null;
  }

  reasons(): string[] {
    return [...this.#reasons];
  }

  setLoad(load: Load): void {
    this.#load = load;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#ticking);
    clearTimeout(this.#restarting);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    signalGroup(child, 'SIGTERM');
    const patience = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(patience);
  }

  #tick(): void {
    this.#proc.advanceTo(performance.now(), this.#load);
    const pid = this.pid();
    if (pid === null || this.#options.launcher.kind !== 'contained') return;
    const { disk, usedBytes } = this.#habitat();
    // The disk is mounted in the child's namespace only; this is the way there from outside.
    fillTo(join(`/proc/${pid}/root`, disk, 'used'), usedBytes);
  }

  #habitat(): Habitat {
    const { dir, hostname } = this.#options;
    const usedBytes = Math.round((DISK_BYTES / 4096) * (this.#load.diskPct / 100)) * 4096;
    return { dir, root: join(dir, 'root'), disk: join(dir, 'disk'), hostname, usedBytes };
  }

  #start(): void {
    const { dir, launcher, spawn, telegraf, pushEvery } = this.#options;
    const habitat = this.#habitat();
    mkdirSync(habitat.disk, { recursive: true });
    const files = telegrafFiles(habitat.root);
    const args = ['--config', files.config, '--config-directory', files.configDirectory];
    if (pushEvery !== undefined) {
      writeFileSync(join(dir, 'pace.conf'), paceConfig(pushEvery));
      args.push('--config', join(dir, 'pace.conf'));
    }
    args.push(...(files.environment.TELEGRAF_OPTS ?? '').split(/\s+/).filter(Boolean));
    const log = openSync(join(dir, 'telegraf.log'), 'a');
    const wrapped = launcher.wrap(habitat, telegraf, args);
    const child = spawn(wrapped.command, wrapped.args, {
      cwd: habitat.root,
      // A group of its own: a Ctrl-C at the terminal is the sandbox's to answer, and helpers of its die with it.
      detached: true,
      stdio: ['ignore', log, log],
      env: this.#environment(habitat, files.environment),
    });
    closeSync(log);
    this.#child = child;
    this.#starts.push(performance.now());
    child.once('error', (error) => this.#reasons.add(`telegraf could not be started: ${error.message}`));
    child.once('close', (code, signal) => this.#ended(child, code, signal));
  }

  #environment(habitat: Habitat, configured: Record<string, string>): NodeJS.ProcessEnv {
    const { dir, launcher } = this.#options;
    const guestPath = PATH.split(':').map((folder) => join(habitat.root, folder));
    return {
      PATH: launcher.kind === 'contained' ? PATH : [...guestPath, PATH].join(':'),
      HOME: join(habitat.root, 'etc/telegraf'),
      USER: 'telegraf',
      ...configured,
      HOST_PROC: join(dir, 'proc'),
      HOST_SYS: join(dir, 'sys'),
      HOST_ETC: join(habitat.root, 'etc'),
      HOST_VAR: join(habitat.root, 'var'),
      HOST_RUN: join(habitat.root, 'run'),
      HOST_MOUNT_PREFIX: launcher.kind === 'contained' ? habitat.disk : habitat.root,
    };
  }

  #ended(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#child === child) this.#child = undefined;
    if (this.#stopped || code === 0) return;
    const recent = this.#starts.filter((at) => performance.now() - at < START_LIMIT_WINDOW_MS);
    this.#starts = recent;
    if (recent.length < STARTS_MAX) {
      this.#restarting = setTimeout(() => this.#start(), RESTART_AFTER_MS);
    } else {
      this.#reasons.add(`telegraf failed ${STARTS_MAX} times (${signal ?? `exit ${code}`}): see telegraf.log`);
    }
  }
}

/** Makes a file take exactly `bytes` of its disk; one that isn't there yet is left to whoever makes it. */
function fillTo(path: string, bytes: number): void {
  const has = statSync(path, { throwIfNoEntry: false })?.size;
  if (has === undefined || has === bytes) return;
  if (has > bytes) truncateSync(path, bytes);
  else appendFileSync(path, Buffer.alloc(bytes - has));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is gone already, which is what was asked for.
  }
}
