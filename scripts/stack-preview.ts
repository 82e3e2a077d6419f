import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareEngine } from '../engine/src/engine.ts';

/**
 * `npm run stack:preview`: the stacks' own command, with the engine that this checkout uses. Without a token in the
 * environment it speaks to the sandbox that is running.
 */
const COMMAND = fileURLToPath(new URL('../packages/stacks/src/preview-main.ts', import.meta.url));
const CONNECTION = fileURLToPath(new URL('../.prego/sandbox.json', import.meta.url));

const clouds = process.env.HCLOUD_TOKEN ? {} : await sandboxEnvironment();
const { env } = await prepareEngine();
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, ...process.argv.slice(2)], {
  env: { ...process.env, ...clouds, ...env },
  stdio: 'inherit',
});
// A terminal's Ctrl-C reaches the child by itself; it ends in its own time, and we with it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});

/** The running sandbox's addresses and tokens under the names that the command reads; nothing where none has run. */
async function sandboxEnvironment(): Promise<Record<string, string>> {
  const text = await readFile(CONNECTION, 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const sandbox = JSON.parse(text) as Record<string, string>;
  process.stderr.write(`HCLOUD_TOKEN is not set: against the sandbox, ${sandbox.hetzner_url}\n`);
  return {
    HCLOUD_TOKEN: sandbox.hetzner_token ?? '',
    HCLOUD_ENDPOINT: sandbox.hetzner_url ?? '',
    CLOUDFLARE_API_TOKEN: sandbox.cloudflare_token ?? '',
    CLOUDFLARE_BASE_URL: sandbox.cloudflare_url ?? '',
    PULUMI_BACKEND_URL: sandbox.state_url ?? '',
    PULUMI_CONFIG_PASSPHRASE: sandbox.state_passphrase ?? '',
  };
}
