import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Engine } from '@prego/engine';
import { connectionTo, type FullConnection } from './connection.ts';
import { type ControlPlane, startControlPlane } from './control-plane/control-plane.ts';
import type { RunDocument } from './github/documents.ts';
import type { Repository } from './github/repository.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

export interface WorldOptions
  extends Pick<SandboxOptions, 'agents' | 'realAgents' | 'pushEvery' | 'actionTimeFactor' | 'zone'> {
  /** All that it keeps lies below; a world that is opened on it again goes on where it stopped. */
  readonly dir: string;
  /** The engine once there is one: nodes report by its Telegraf, and workflows run by its act, which finds the CLI at hand. */
  readonly engine: () => Engine | undefined;
  /** Whether dispatched workflows are run here; else they wait for whoever plays the runner. */
  readonly runner: 'on' | 'off';
  /** How many runs are under way at once. */
  readonly runsAtOnce?: number;
  /** Of the clouds; the control plane has the next one. 0, the default, takes those of the last time, or free ones. */
  readonly port?: number;
  /** Ends the start before it is done. */
  readonly stop?: AbortSignal;
}

/** Clouds, GitHub with its runner, and the control plane, all of them in one folder and of one process. */
export interface World {
  readonly connection: FullConnection;
  /** Resolves with what is to be said when the control plane has ended by itself. */
  readonly lost: Promise<Error>;
  /** GitHub's repository: its secrets and variables, runs, jobs and logs. */
  readonly repository: Repository;
  /** The run once it has ended. Throws when it has not within that time (ms). */
  ended(run: number, withinMs: number): Promise<RunDocument>;
  /** The processes of the run's steps that run now: an action, a shell. */
  stepProcesses(run: number): number[];
  /** Ends the control plane and starts it again; the clouds and what is under way there go on. */
  restartControlPlane(): Promise<void>;
  /** Ends everything, runs under way among it, and starts it again. Addresses and tokens stay, unless a port was taken meanwhile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Parts {
  readonly sandbox: Sandbox;
  controlPlane: ControlPlane;
  connection: FullConnection;
}

const LOOK_EVERY_MS = 5;

/** @throws {Error} when it can't be started, and when it is stopped before it is */
export async function openWorld(options: WorldOptions): Promise<World> {
  const lost = Promise.withResolvers<Error>();
  let parts = await open(options);
  const follow = () => void parts.controlPlane.lost.then(lost.resolve);
  follow();
  return {
    get connection() {
      return parts.connection;
    },
    lost: lost.promise,
    get repository() {
      return parts.sandbox.repository;
    },
    ended: (run, withinMs) => untilEnded(() => parts.sandbox.repository, run, withinMs),
    stepProcesses: (run) => parts.sandbox.runner?.stepProcesses(run) ?? [],
    restartControlPlane: async () => {
      await parts.controlPlane.close();
      parts.controlPlane = await startControlPlaneOf(options, parts.connection);
      follow();
    },
    restart: async () => {
      await close(parts);
      parts = await open(options);
      follow();
    },
    close: () => close(parts),
  };
}

async function open(options: WorldOptions): Promise<Parts> {
  const { dir, engine, runner, runsAtOnce, port = 0, stop: _, ...rest } = options;
  const stateDir = join(dir, 'state');
  await mkdir(stateDir, { recursive: true });
  let ready = false;
  const sandbox = await startSandbox({
    ...rest,
    dataDir: join(dir, 'sandbox'),
    port,
    telegraf: () => engine()?.telegraf.path,
    ...(runner === 'on' && {
      // Runs of before wait for the control plane, as long as it takes to start.
      runner: { act: () => (ready ? engine()?.act.path : undefined), engine, ...(runsAtOnce && { runsAtOnce }) },
    }),
  });
  try {
    const clouds = connectionTo(sandbox, {
      state_url: pathToFileURL(stateDir).href,
      state_passphrase: await passphrase(join(stateDir, 'passphrase')),
      pid: process.pid,
    });
    const controlPlane = await startControlPlaneOf(options, clouds);
    const { url: control_plane_url, keys } = controlPlane;
    const connection: FullConnection = {
      ...clouds,
      control_plane_url,
      internal_api_key: keys.INTERNAL_API_KEY,
      // The Worker serves them itself.
      operator_url: control_plane_url,
    };
    sandbox.repository.set(settingsOf(connection));
    ready = true;
    return { sandbox, controlPlane, connection };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

function startControlPlaneOf(
  { dir, port = 0, stop }: WorldOptions,
  clouds: Parameters<typeof startControlPlane>[0]['clouds'],
) {
  return startControlPlane({
    dataDir: join(dir, 'control-plane'),
    port: port && port + 1,
    clouds,
    stop: stop ?? new AbortController().signal,
  });
}

async function close({ controlPlane, sandbox }: Parts): Promise<void> {
  await controlPlane.close();
  await sandbox.close();
}

/** What our workflows are told of where they are: the names are theirs. */
function settingsOf(connection: FullConnection) {
  return {
    secrets: {
      HCLOUD_TOKEN_SG: connection.hetzner_token,
      PULUMI_CONFIG_PASSPHRASE: connection.state_passphrase,
      CLOUDFLARE_API_TOKEN: connection.cloudflare_token,
    },
    variables: {
      PREGO_CONTROL_PLANE_URL: connection.control_plane_url,
      PREGO_HCLOUD_ENDPOINT: connection.hetzner_url,
      PREGO_PULUMI_BACKEND: connection.state_url,
      PREGO_CLOUDFLARE_ZONE_ID: connection.cloudflare_zone_id,
      PREGO_CLOUDFLARE_BASE_URL: connection.cloudflare_url,
    },
  };
}

async function untilEnded(repository: () => Repository, run: number, withinMs: number): Promise<RunDocument> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = repository().run(run);
    if (found?.status === 'completed') return found;
    if (performance.now() > deadline)
      throw new Error(`Run ${run} is ${found?.status ?? 'not there'} after ${withinMs} ms.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Made once for a state folder: secrets in its stacks are encrypted by it. */
async function passphrase(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known) return known;
  const made = randomBytes(24).toString('base64url');
  await writeFile(path, made, { mode: 0o600 });
  return made;
}
