import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_VARS } from './control-plane.ts';
import { until } from './job-world.ts';

const CONFIG = fileURLToPath(import.meta.resolve('../../wrangler.jsonc'));
const WRANGLER = join(dirname(fileURLToPath(import.meta.resolve('wrangler/package.json'))), 'bin/wrangler.js');

/** A control plane in processes of its own, over a folder that outlives them: the harness of the other tests can't be killed. */
export class WorkerdProcess {
  readonly #dir: string;
  readonly #origin: string;
  readonly #wrangler: ChildProcess;

  private constructor(dir: string, origin: string, wrangler: ChildProcess) {
    this.#dir = dir;
    this.#origin = origin;
    this.#wrangler = wrangler;
  }

  /** Over a new, empty folder. */
  static async create(dir: string, vars: Record<string, string>): Promise<WorkerdProcess> {
    const lines = Object.entries({ ...TEST_VARS, ...vars }).map(([name, value]) => `${name}='${value}'\n`);
    await writeFile(join(dir, 'variables.env'), lines.join(''));
    const migrate = run(dir, ['d1', 'migrations', 'apply', 'DB', '--local', ...stateIn(dir)]);
    const [code] = await once(migrate, 'exit');
    if (code !== 0) throw new Error(`the migrations ended with ${code}: ${await logOf(dir)}`);
    return await WorkerdProcess.start(dir);
  }

  /** Over a folder that an earlier one has left. */
  static async start(dir: string): Promise<WorkerdProcess> {
    const port = await freePort();
    const wrangler = run(dir, [
      ...['dev', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', ...stateIn(dir)],
      ...['--env-file', join(dir, 'variables.env'), '--show-interactive-dev-session=false'],
    ]);
    const started = new WorkerdProcess(dir, `http://127.0.0.1:${port}`, wrangler);
    try {
      await until('the Worker answers', () => started.#isAlive(), 60_000);
    } catch (error) {
      await started.kill();
      throw new Error(await logOf(dir), { cause: error });
    }
    return started;
  }

  async #isAlive(): Promise<boolean> {
    if (this.#wrangler.exitCode !== null) throw new Error(`wrangler ended with ${this.#wrangler.exitCode}`);
    return await fetch(`${this.#origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Ends workerd, and all that started it, without another word. */
  async kill(): Promise<void> {
    if (this.#wrangler.exitCode !== null || this.#wrangler.signalCode !== null) return;
    const ended = once(this.#wrangler, 'exit');
    process.kill(-(this.#wrangler.pid as number), 'SIGKILL');
    await ended;
  }

  /** What the cron trigger does every minute. */
  async sweep(): Promise<void> {
    const answer = await fetch(`${this.#origin}/cdn-cgi/local/scheduled`);
    if (!answer.ok) throw new Error(`the sweep answered ${answer.status}: ${await logOf(this.#dir)}`);
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers have many shapes, and each test says what it expects of its own
  async call(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await fetch(this.#origin + path, {
      method,
      headers: { authorization: `Bearer ${TEST_VARS.INTERNAL_API_KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }
}

const stateIn = (dir: string) => ['--persist-to', join(dir, 'state')];
const logOf = (dir: string) => readFile(join(dir, 'wrangler.log'), 'utf8');

/** In a process group of its own, so that workerd, its child, is killed with it. */
function run(dir: string, args: readonly string[]): ChildProcess {
  const log = openSync(join(dir, 'wrangler.log'), 'a');
  return spawn(process.execPath, [WRANGLER, ...args, '--config', CONFIG], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CI: 'true',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_WRITE_LOGS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      WRANGLER_CACHE_DIR: join(dir, 'cache'),
      WRANGLER_REGISTRY_PATH: join(dir, 'registry'),
    },
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
