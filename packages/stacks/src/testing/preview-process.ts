import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { SandboxProcess } from './sandbox-process.ts';

const PREVIEW_MAIN = fileURLToPath(new URL('../preview-main.ts', import.meta.url));

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `stack:preview` as a person runs it, on a sandbox's clouds. */
export async function previewProcess(
  { connection }: Pick<SandboxProcess, 'connection'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PREVIEW_MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      HCLOUD_TOKEN: connection.hetzner_token,
      HCLOUD_ENDPOINT: connection.hetzner_url,
      CLOUDFLARE_API_TOKEN: connection.cloudflare_token,
      CLOUDFLARE_BASE_URL: connection.cloudflare_url,
      PULUMI_BACKEND_URL: connection.state_url,
      PULUMI_CONFIG_PASSPHRASE: connection.state_passphrase,
      ...env,
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number, stdout, stderr };
}
