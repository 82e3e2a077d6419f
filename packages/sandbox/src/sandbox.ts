import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { claimAddressBlock } from './address-block.ts';
import { DEFAULT_REAL_AGENTS, Machines, type MachinesOptions } from './boot/machines.ts';
import { cloudflareApp } from './cloudflare/app.ts';
import { openCloudflare, openZone } from './cloudflare/cloudflare.ts';
import { controlApp } from './control/app.ts';
import { type Core, openCore } from './core/core.ts';
import type { SandboxEnv } from './core/http.ts';
import type { Project } from './core/projects.ts';
import { followChanges } from './follow-changes.ts';
import { githubApp } from './github/app.ts';
import { API_PATH, type Github, openGithub, openRepository, personalToken } from './github/github.ts';
import { issuer } from './github/id-token.ts';
import { logFilesApp } from './github/log-files.ts';
import { oidcApp } from './github/oidc-app.ts';
import { type Repository, repositoryHandle } from './github/repository.ts';
import { runPageApp } from './github/run-page.ts';
import { seedWorkflows } from './github/seed-workflows.ts';
import { hetznerApp } from './hetzner/app.ts';
import { openHetzner } from './hetzner/hetzner.ts';
import { type Runner, type RunnerOptions, startRunner } from './runner/runner.ts';

/** Where our workflows, the action that they use and their playbooks are: this checkout. */
const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));

export interface SandboxOptions {
  /** All state lies in this folder; a sandbox that is started on it again goes on where it stopped. */
  dataDir: string;
  /** 0 takes the one that this state had before, or a free one. */
  port?: number;
  /** The domain of the first project's DNS zone. */
  zone?: string;
  /** What reports a machine's load, see MachinesOptions. */
  agents?: MachinesOptions['agents'];
  /** Path of the Telegraf binary once there is one; machines that boot before get a simulated agent. */
  telegraf?: () => string | undefined;
  realAgents?: number;
  /** Go duration that replaces the pace which the nodes' own configuration sets. */
  pushEvery?: string;
  /** How long actions take, see Hetzner.actionTimeFactor. */
  actionTimeFactor?: number;
  /** What does GitHub's runs; absent: they stay as the control surface has them. */
  runner?: Pick<RunnerOptions, 'act' | 'engine' | 'runsAtOnce'> & Partial<Pick<RunnerOptions, 'checkout'>>;
  onProblem?: (problem: unknown) => void;
}

/** A running sandbox, and what a client needs to reach it. */
export interface Sandbox {
  hetznerUrl: string;
  cloudflareUrl: string;
  github: { url: string; token: string; repository: string; repositoryId: number; oidcIssuer: string };
  controlUrl: string;
  /** `address:port` of the nameserver, UDP and TCP. */
  dnsAddress: string;
  /** The first project's tokens and limits. */
  project: Project;
  zone: { id: string; name: string };
  /** GitHub's repository of the first project, and who does its runs; see the option `runner`. */
  repository: Repository;
  runner: Runner | undefined;
  /** Cuts what is under way, switches the machines off and closes the state. Actions end when it is started again. */
  close(): Promise<void>;
}

/** Starts the emulated clouds on one loopback port, with a first project and its DNS zone. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  mkdirSync(join(options.dataDir, 'machines'), { recursive: true });
  const core = openCore({
    path: join(options.dataDir, 'sandbox.sqlite'),
    wall: Date.now,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  });
  const cloudflare = openCloudflare(core);
  const { block, nameserver } = await claimAddressBlock(cloudflare);
  const hetzner = openHetzner(core, { addressBlock: block, actionTimeFactor: options.actionTimeFactor ?? 1 });
  let url = '';
  const github = openGithub(core, () => url);
  const machines = new Machines(hetzner, machineOptions(options));
  let runner: Runner | undefined;
  const stopTimer = followChanges(core, hetzner, () => {
    void machines.reconcile();
    runner?.wake();
  });

  const app = new Hono<SandboxEnv>();
  app.route('/', hetznerApp(hetzner));
  app.route('/', cloudflareApp(cloudflare));
  app.route('/', githubApp(github));
  app.route('/', logFilesApp(github));
  app.route('/', oidcApp(github));
  app.route('/', runPageApp(github));
  app.route('/', controlApp({ core, hetzner, cloudflare, github, machines }));
  const server = createAdaptorServer({ fetch: app.fetch });
  url = `http://127.0.0.1:${await listen(server, core, options.port ?? 0)}`;

  const project =
    core.projects.all()[0] ??
    core.projects.open({ hetznerToken: core.randomHex(32), cloudflareToken: core.randomHex(20) });
  const { id, name } = openZone(cloudflare, project.id, options.zone ?? 'prego.test');
  const repository = openRepository(github, project.id);
  // Their files may have changed since the last time.
  for (const each of core.projects.all()) seedWorkflows(github, each.id);
  runner = options.runner && (await startRunner(runnerOptions(github, options)));
  core.changed();
  return {
    hetznerUrl: `${url}/v1`,
    cloudflareUrl: `${url}/client/v4`,
    github: {
      url: `${url}${API_PATH}`,
      token: personalToken(github, project.id),
      repository: repository.name,
      repositoryId: repository.id,
      oidcIssuer: issuer(github),
    },
    controlUrl: `${url}/_sandbox`,
    dnsAddress: `${nameserver.address}:${nameserver.port}`,
    project,
    zone: { id, name },
    repository: repositoryHandle(github, project.id),
    runner,
    close: async () => {
      stopTimer();
      // While its jobs can still be recorded.
      await runner?.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await machines.close();
      await nameserver.close();
      core.store.close();
    },
  };
}

/** The port that was taken. Without a wish it is the one of the last time, for the machines that call home by it. */
async function listen(server: ServerType, { store }: Core, wanted: number): Promise<number> {
  const before = wanted === 0 ? store.readSetting<number>('port') : undefined;
  for (const port of before === undefined ? [wanted] : [before, wanted]) {
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      break;
    } catch (error) {
      if (port !== before || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  const { port } = server.address() as AddressInfo;
  store.writeSetting('port', port);
  return port;
}

function runnerOptions(github: Github, { dataDir, runner, onProblem }: SandboxOptions): RunnerOptions {
  return {
    github,
    dir: join(dataDir, 'runner'),
    checkout: CHECKOUT,
    onProblem: onProblem ?? ((problem) => console.error(problem)),
    ...(runner as NonNullable<typeof runner>),
  };
}

function machineOptions(options: SandboxOptions): MachinesOptions {
  return {
    dataDir: options.dataDir,
    wall: Date.now,
    random: Math.random,
    spawn,
    get telegraf() {
      return options.telegraf?.();
    },
    agents: options.agents ?? 'telegraf',
    realAgents: options.realAgents ?? DEFAULT_REAL_AGENTS,
    guestPort: 80,
    pushEvery: options.pushEvery,
    onProblem: options.onProblem ?? ((problem) => console.error(problem)),
  };
}
