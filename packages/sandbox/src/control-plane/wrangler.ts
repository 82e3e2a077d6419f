import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endOrphans, MARK } from './end-orphans.ts';

const KEEPER = fileURLToPath(new URL('./keep-wrangler.ts', import.meta.url));
const CONFIG = fileURLToPath(import.meta.resolve('@prego/control-plane/wrangler.jsonc'));
/** What a failed wrangler said last is shown so far: the error, and not what it lists before. */
const TOLD_LINES = 12;

/** Where everything that wrangler and the Worker say goes. */
export const logOf = (dataDir: string): string => join(dataDir, 'wrangler.log');

/** One run of wrangler. */
export interface Wrangler {
  /** Whether it did what it was to do, once nothing of it is left. */
  readonly ended: Promise<boolean>;
  /** Asks it to end, and resolves when it has. */
  end(): Promise<void>;
}

/** Starts wrangler, which ends with this process, however that ends. */
export function startWrangler(dataDir: string, args: readonly string[]): Wrangler {
  const log = openSync(logOf(dataDir), 'a', 0o600);
  const keeper = spawn(process.execPath, [KEEPER, ...args, '--config', CONFIG], {
    // A group of its own: a terminal's Ctrl-C is ours to answer, and what is under way has its last word to say.
    detached: true,
    stdio: ['pipe', log, log],
    env: environment(dataDir, process.env),
  });
  closeSync(log);
  // It may be gone before we hang up.
  keeper.stdin?.on('error', () => {});
  const ended = once(keeper, 'exit').then(async ([code]) => {
    // What a keeper that was killed has left, and what is about to end.
    await endOrphans(dataDir);
    return code === 0;
  });
  return {
    ended,
    end: async () => {
      keeper.stdin?.destroy();
      await ended;
    },
  };
}

/** Runs wrangler to its end, or to `stop`. Returns whether it did what it was to do. */
export async function runWrangler(dataDir: string, args: readonly string[], stop: AbortSignal): Promise<boolean> {
  const wrangler = startWrangler(dataDir, args);
  const end = () => void wrangler.end();
  stop.addEventListener('abort', end, { once: true });
  const done = await wrangler.ended;
  stop.removeEventListener('abort', end);
  return done;
}

/** `message`, what stands last in wrangler's log, and where the log is. */
export async function withLog(dataDir: string, message: string): Promise<string> {
  const log = stripVTControlCharacters(await readFile(logOf(dataDir), 'utf8').catch(() => ''));
  const telling = log.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const lines = telling.slice(-TOLD_LINES);
  return `${message} It said last:\n${lines.map((line) => `  ${line}`).join('\n')}\nAll of it: ${logOf(dataDir)}`;
}

/** Settings of the user's own for wrangler would point it to their account, or make it ask or call somebody. */
const OF_WRANGLER = /^(CLOUDFLARE|CF|WRANGLER|MINIFLARE|X)_/;

function environment(dataDir: string, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !OF_WRANGLER.test(name))),
    NODE_OPTIONS: '',
    // The log is read as a file.
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    [MARK]: dataDir,
    // Nobody is there to be asked or told.
    CI: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    // Its banner asks the npm registry for a newer version.
    WRANGLER_HIDE_BANNER: 'true',
    // Else it asks Cloudflare what `request.cf` would be from here.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // A second log, of debugging, and a record of every request: they would grow for as long as the sandbox is used.
    WRANGLER_WRITE_LOGS: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
    WRANGLER_CACHE_DIR: join(dataDir, 'wrangler-cache'),
    // Where running Workers find each other: ours is found by its port, and not by another checkout's.
    WRANGLER_REGISTRY_PATH: join(dataDir, 'wrangler-registry'),
  };
}
