import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareEngine } from '../engine/src/engine.ts';
import { parsePreviewArguments } from '../packages/stacks/src/preview-arguments.ts';

/**
 * `npm run stack:preview`: the stacks' own command, with the engine that this checkout uses. Without a token in the
 * environment it speaks to the sandbox that is running.
 */
const COMMAND = fileURLToPath(new URL('../packages/stacks/src/preview-main.ts', import.meta.url));
const CONNECTION = fileURLToPath(new URL('../.prego/sandbox.json', import.meta.url));

const args = process.argv.slice(2);
try {
  // What only needs a text (help, a mistake in the arguments) does not wait for the engine.
  if (isPlan(args)) {
    const clouds = process.env.HCLOUD_TOKEN ? {} : await sandboxEnvironment();
    const { env } = await prepareEngine();
    runCommand({ ...process.env, ...clouds, ...env });
  } else runCommand(process.env);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function isPlan(args: string[]): boolean {
  try {
    return parsePreviewArguments(args) !== 'help';
  } catch {
    return false;
  }
}

function runCommand(env: NodeJS.ProcessEnv): void {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, ...args], {
    env,
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches the child by itself; it ends in its own time, and we with it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}

/**
 * The running sandbox's addresses and tokens under the names that the command reads.
 * @throws {Error} when none is running
 */
async function sandboxEnvironment(): Promise<Record<string, string>> {
  const text = await readFile(CONNECTION, 'utf8').catch(() => '{}');
  const sandbox = JSON.parse(text) as Record<string, string>;
  // One that was killed leaves its file behind.
  const answers = await fetch(sandbox.control_url ?? '').then(
    (response) => response.ok,
    () => false,
  );
  if (!answers) {
    throw new Error(
      'HCLOUD_TOKEN is not set, and no sandbox is running here.\n' +
        'Start one in another terminal: npm run sandbox. Or set HCLOUD_TOKEN, PULUMI_BACKEND_URL and ' +
        'PULUMI_CONFIG_PASSPHRASE to plan against a real account.',
    );
  }
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
