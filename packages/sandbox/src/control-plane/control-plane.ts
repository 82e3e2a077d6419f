import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildConsole } from '@prego/operator/build';
import type { Connection } from '../connection.ts';
import { startCron } from './cron.ts';
import { endOrphans } from './end-orphans.ts';
import { choosePort } from './port.ts';
import { type ControlPlaneKeys, keysOf, writeVariables } from './variables.ts';
import { logOf, runWrangler, startWrangler, type Wrangler, withLog } from './wrangler.ts';

export interface ControlPlane {
  readonly url: string;
  readonly keys: ControlPlaneKeys;
  /** Resolves with what is to be said when it has ended by itself; never after `close`. */
  readonly lost: Promise<Error>;
  /** Resolves when nothing of it is left running. */
  close(): Promise<void>;
}

export interface ControlPlaneOptions {
  /** Its D1, R2 and keys; what is in it is there the next time. Nobody else may be using it. */
  readonly dataDir: string;
  /** 0 takes the one of the last time, or a free one. */
  readonly port: number;
  /** Its GitHub, and the zone under which tenants have their addresses. */
  readonly clouds: Connection;
  /** Ends the start before it is done, which then throws. */
  readonly stop: AbortSignal;
}

/** It bundles and starts workerd within two seconds; a machine that is busy takes longer. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/**
 * The real Worker on real workerd, with its migrations applied, its cron ticking and the console built, on loopback.
 * @throws {Error} with what wrangler said last, when it can't be started
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { dataDir, clouds, stop } = options;
  await mkdir(dataDir, { recursive: true });
  await endOrphans(dataDir);
  await rm(logOf(dataDir), { force: true });
  // Without the files that it serves wrangler does not start.
  await buildConsole();
  stop.throwIfAborted();
  const keys = await keysOf(dataDir);
  const persist = ['--persist-to', join(dataDir, 'workerd')];
  const migrated = await runWrangler(dataDir, ['d1', 'migrations', 'apply', 'DB', '--local', ...persist], stop);
  stop.throwIfAborted();
  if (!migrated) throw new Error(await withLog(dataDir, "The control plane's database could not be made ready."));
  // Not before: in the seconds that the migrations take somebody else might take the port.
  const port = await choosePort(options.port, join(dataDir, 'port'));
  const url = `http://127.0.0.1:${port}`;
  const variables = await writeVariables(dataDir, { ...keys, ...settings(url, clouds) });
  const wrangler = startWrangler(dataDir, [
    ...['dev', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', ...persist],
    ...['--env-file', variables, '--show-interactive-dev-session=false'],
  ]);
  await untilAlive(url, wrangler, options).catch(async (error: unknown) => {
    await wrangler.end();
    throw error;
  });
  const stopCron = startCron(url);
  const lost = Promise.withResolvers<Error>();
  let closing = false;
  void wrangler.ended.then(async () => {
    if (!closing) lost.resolve(new Error(await withLog(dataDir, 'The control plane has ended by itself.')));
  });
  return {
    url,
    keys,
    lost: lost.promise,
    close: async () => {
      closing = true;
      await stopCron();
      await wrangler.end();
    },
  };
}

const settings = (url: string, clouds: Connection) => ({
  ENVIRONMENT: 'development',
  BASE_DOMAIN: clouds.cloudflare_zone,
  PUBLIC_URL: url,
  GITHUB_API_URL: clouds.github_url,
  GITHUB_REPOSITORY: clouds.github_repository,
  GITHUB_REPOSITORY_ID: String(clouds.github_repository_id),
  GITHUB_TOKEN: clouds.github_token,
  OIDC_ISSUER: clouds.github_oidc_issuer,
});

async function untilAlive(
  url: string,
  wrangler: Wrangler,
  { dataDir, stop }: Pick<ControlPlaneOptions, 'dataDir' | 'stop'>,
): Promise<void> {
  const ended = wrangler.ended.then(() => 'ended' as const);
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    stop.throwIfAborted();
    const alive = fetch(`${url}/healthz`, { signal: stop }).then(
      ({ ok }) => ok,
      () => false,
    );
    const found = await Promise.race([alive, ended]);
    if (found === true) return;
    if (found === 'ended') throw new Error(await withLog(dataDir, 'The control plane has ended at its start.'));
    if (performance.now() > deadline) throw new Error(await withLog(dataDir, `${url} does not answer.`));
    await sleep(LOOK_EVERY_MS);
  }
}
