import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { credentialsEnv } from './credentials.ts';
import { StackError } from './errors.ts';
import type { CommonOptions } from './run-options.ts';

/** The environment that the engine runs in, on top of our own. Throws StackError where something needed is missing. */
export function engineEnv(options: CommonOptions): Record<string, string> {
  const { backend, engine } = options;
  const env: Record<string, string> = {
    ...options.env,
    ...credentialsEnv(options.credentials),
    PULUMI_BACKEND_URL: backend.url,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    // A missing plugin is an error at once, not a download in the middle of an update.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
  if (engine?.home !== undefined) env.PULUMI_HOME = engine.home;
  if (backend.passphrase !== undefined) env.PULUMI_CONFIG_PASSPHRASE = backend.passphrase;
  else if (process.env.PULUMI_CONFIG_PASSPHRASE === undefined && !isPulumiService(backend.url)) {
    throw new StackError(
      'invalid_input',
      `The backend ${backend.url} keeps secrets, but there is no passphrase.`,
      'Set PULUMI_CONFIG_PASSPHRASE (it may be empty), the same for every run of a stack.',
    );
  }
  return env;
}

/** Pulumi's own service encrypts secrets itself. */
const isPulumiService = (url: string): boolean => /^https?:/.test(url);

/** Makes the directory of a `file://` backend: the engine wants it to exist. */
export async function ensureBackend(url: string): Promise<void> {
  if (!URL.canParse(url)) {
    throw new StackError(
      'invalid_input',
      `The backend is not a URL: "${url}".`,
      'Use file:///an/absolute/path, s3://bucket, or https://api.pulumi.com.',
    );
  }
  if (!url.startsWith('file:///')) return;
  const bare = new URL(url);
  bare.search = '';
  await mkdir(fileURLToPath(bare), { recursive: true });
}
