import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection.ts';
import { startCron } from './cron.ts';
import { type ControlPlaneKeys, keysOf, writeVariables } from './variables.ts';
import { runWrangler, startWrangler } from './wrangler.ts';

export interface ControlPlane {
  readonly url: string;
  readonly keys: ControlPlaneKeys;
  close(): Promise<void>;
}

export interface ControlPlaneOptions {
  /** Its D1, R2 and keys; what is in it is there the next time. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Its GitHub, and the zone under which tenants have their addresses. */
  readonly clouds: Connection;
}

/** It bundles and starts workerd within two seconds; a machine that is busy takes longer. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** The real Worker on real workerd, with its migrations applied and its cron ticking, on loopback. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { dataDir, clouds } = options;
  const keys = await keysOf(dataDir);
  const port = options.port || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const variables = await writeVariables(dataDir, {
    ...keys,
    ENVIRONMENT: 'development',
    BASE_DOMAIN: clouds.cloudflare_zone,
    PUBLIC_URL: url,
    GITHUB_API_URL: clouds.github_url,
    GITHUB_REPOSITORY: clouds.github_repository,
    GITHUB_TOKEN: clouds.github_token,
    OIDC_ISSUER: clouds.github_oidc_issuer,
  });
  const persist = ['--persist-to', join(dataDir, 'workerd')];
  await runWrangler(dataDir, ['d1', 'migrations', 'apply', 'DB', '--local', ...persist]);
  const child = startWrangler(dataDir, [
    ...['dev', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', ...persist],
    ...['--env-file', variables, '--show-interactive-dev-session=false'],
  ]);
  const ended = once(child, 'close');
  await untilAlive(url, ended, dataDir);
  const stopCron = startCron(url);
  return {
    url,
    keys,
    close: async () => {
      await stopCron();
      child.kill('SIGINT');
      await ended;
    },
  };
}

async function untilAlive(url: string, ended: Promise<unknown>, dataDir: string): Promise<void> {
  let dead = false;
  void ended.then(() => {
    dead = true;
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!dead && performance.now() < deadline) {
    const alive = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) return;
    await sleep(LOOK_EVERY_MS);
  }
  const what = dead ? 'has ended at its start' : `does not answer at ${url}`;
  throw new Error(`The control plane ${what}; see ${join(dataDir, 'wrangler.log')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
