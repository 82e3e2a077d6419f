import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '@prego/control-plane/env';
import { buildConsole } from '@prego/operator/build';
import { createTestHarness } from 'wrangler';

// Else each start asks Cloudflare what `request.cf` would be from here.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';
// Else it leaves a file of debugging in the home folder.
process.env.WRANGLER_WRITE_LOGS = 'false';

/** The key by which the benchmark's operator signs in. */
export const OPERATOR_KEY = 'operator-key-of-the-benchmark-0123456789';

const WRANGLER = fileURLToPath(import.meta.resolve('@prego/control-plane/wrangler.jsonc'));

const VARS = {
  BASE_DOMAIN: 'prego.test',
  PUBLIC_URL: 'https://prego.test',
  // Nothing is dispatched here.
  GITHUB_API_URL: 'https://127.0.0.1:9',
  GITHUB_TOKEN: 'none',
  OIDC_ISSUER: 'https://127.0.0.1:9',
  INTERNAL_API_KEY: OPERATOR_KEY,
  GATEWAY_KEY: 'gateway-key-of-the-benchmark-0123456789',
  NODE_TOKEN_KEY: 'node-token-key-of-the-benchmark-0123456789',
  LAUNCH_TOKEN_KEY: 'launch-token-key-of-the-benchmark-0123456789',
  LIBRARY_SECRETS_KEY: 'library-secrets-key-of-the-benchmark-0123456789',
};

export interface ServedConsole {
  readonly url: URL;
  readonly env: Env;
  /** Where the built files lie. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** The control plane on workerd with its console, and an empty, migrated D1. */
export async function serveConsole(): Promise<ServedConsole> {
  const folder = await buildConsole();
  const harness = createTestHarness({
    root: dirname(WRANGLER),
    workers: [{ configPath: './wrangler.jsonc', secrets: {}, vars: VARS }],
  });
  const { url } = await harness.listen();
  await harness.getWorker().applyD1Migrations('DB');
  return { url, env: (await harness.getWorker().getEnv()) as Env, folder, stop: () => harness.close() };
}
