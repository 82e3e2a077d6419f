import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Octokit } from '@octokit/core';
import { Hono } from 'hono';
import { openCloudflare } from '../cloudflare/cloudflare.ts';
import { controlApp } from '../control/app.ts';
import { type Core, openCore } from '../core/core.ts';
import type { SandboxEnv } from '../core/http.ts';
import type { Project } from '../core/projects.ts';
import { openHetzner } from '../hetzner/hetzner.ts';
import { githubApp } from './app.ts';
import { API_PATH, type Github, openGithub, openRepository, personalToken } from './github.ts';
import { logFilesApp } from './log-files.ts';
import { oidcApp } from './oidc-app.ts';
import { runPageApp } from './run-page.ts';

export const START = Date.parse('2026-11-21T01:00:00.123Z');

/** octokit tells of refusals on the console by itself. */
export const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export const REPOSITORY = { owner: 'prego', repo: 'provisioning' };

/** What our workflows need to be told. */
export const JOB = {
  ...{ job_id: 'job_1', tenant_id: 'acme', region: 'sg', create_new_server: 'true' },
  ...{ subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test' },
};

export const RETURN = { job_id: 'job_1', region: 'sg', confirm: 'acme' };

/** A GitHub of its own for a test, over real HTTP, with one project and a clock that only the test moves. */
export interface TestGithub {
  core: Core;
  github: Github;
  project: Project;
  origin: string;
  /** The vendor's client, with the project's token. */
  octokit: Octokit;
  /** The same with other credentials. */
  as: (auth: string | undefined) => Octokit;
  /** A request to the API by hand, with the project's token. */
  raw: (path: string, init?: RequestInit) => Promise<Response>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types would
  control: (method: string, path: string, body?: unknown) => Promise<any>;
  pass: (ms: number) => void;
  close: () => Promise<void>;
}

export async function testGithub(path = ':memory:'): Promise<TestGithub> {
  let wall = START;
  const core = openCore({ path, wall: () => wall, randomHex: (bytes) => randomBytes(bytes).toString('hex') });
  let origin = '';
  const github = openGithub(core, () => origin);
  const app = new Hono<SandboxEnv>();
  app.route('/', githubApp(github));
  app.route('/', logFilesApp(github));
  app.route('/', oidcApp(github));
  app.route('/', runPageApp(github));
  const hetzner = openHetzner(core, { actionTimeFactor: 0, addressBlock: '127.80' });
  const machines = { list: () => [], setLoad: () => false };
  app.route('/', controlApp({ core, hetzner, cloudflare: openCloudflare(core), github, machines }));
  const server = await new Promise<ServerType>((resolve) => {
    const made = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const project = core.projects.open({ hetznerToken: 'h'.repeat(64), cloudflareToken: 'c'.repeat(40) });
  openRepository(github, project.id);
  const token = personalToken(github, project.id);
  const baseUrl = origin + API_PATH;
  const as = (auth: string | undefined) => new Octokit({ baseUrl, log: SILENT, ...(auth !== undefined && { auth }) });
  return {
    core,
    github,
    project,
    origin,
    octokit: as(token),
    as,
    raw: (to, init = {}) =>
      fetch(baseUrl + to, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
    control: async (method, to, body) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const text = await (await fetch(`${origin}/_sandbox${to}`, init)).text();
      return text === '' ? undefined : JSON.parse(text);
    },
    pass: (ms) => {
      wall += ms;
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      core.store.close();
    },
  };
}

/** Status and message of a refusal by octokit. */
export async function refusal(request: Promise<unknown>): Promise<{ status: number; message: string }> {
  const refused = await request.then(
    () => undefined,
    (error: { status?: number; message: string; response?: { data?: { message?: string } } }) => error,
  );
  if (!refused) throw new Error('the request was not refused');
  return { status: refused.status ?? 0, message: refused.response?.data?.message ?? refused.message };
}
