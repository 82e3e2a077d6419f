import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const WRANGLER = fileURLToPath(import.meta.resolve('wrangler/package.json')).replace(
  /package\.json$/,
  'bin/wrangler.js',
);
export const CONFIG = fileURLToPath(import.meta.resolve('@prego/control-plane/wrangler.jsonc'));

/** Wrangler with its output in `<dataDir>/wrangler.log`. */
export function startWrangler(dataDir: string, args: string[]): ChildProcess {
  const log = createWriteStream(join(dataDir, 'wrangler.log'), { flags: 'a' });
  const child = spawn(process.execPath, [WRANGLER, ...args, '--config', CONFIG], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      // Nobody is there to be asked or told.
      CI: 'true',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_LOG_PATH: join(dataDir, 'wrangler-logs'),
    },
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => {
    log.end();
    void finished(log);
  });
  return child;
}

/** Runs wrangler to its end. Throws, with where its words are, when it fails. */
export async function runWrangler(dataDir: string, args: string[]): Promise<void> {
  const [code] = (await once(startWrangler(dataDir, args), 'close')) as [number | null];
  if (code !== 0) throw new Error(`wrangler ${args[0]} ended with ${code}; see ${join(dataDir, 'wrangler.log')}`);
}
