import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '@prego/control-plane/env';
import { createTestHarness, unstable_readConfig } from 'wrangler';

// Else each start asks Cloudflare what `request.cf` would be from here.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';
// Else it leaves a file of debugging in the home folder.
process.env.WRANGLER_WRITE_LOGS = 'false';

/** The key by which the benchmark speaks to its own control plane. */
export const OPERATOR_KEY = 'operator-key-of-the-benchmark-0123456789';

const VARS = {
  // As in production: in development each request reads how far the clock was moved.
  ENVIRONMENT: 'production',
  BASE_DOMAIN: 'prego.test',
  PUBLIC_URL: 'https://prego.test',
  // Nothing is dispatched here.
  GITHUB_API_URL: 'https://127.0.0.1:9',
  GITHUB_REPOSITORY: 'prego/provisioning',
  GITHUB_TOKEN: 'none',
  OIDC_ISSUER: 'https://127.0.0.1:9',
  OIDC_AUDIENCE: 'prego-control-plane',
  GITHUB_REF: 'main',
  INTERNAL_API_KEY: OPERATOR_KEY,
  GATEWAY_KEY: 'gateway-key-of-the-benchmark-0123456789',
  NODE_TOKEN_KEY: 'node-token-key-of-the-benchmark-0123456789',
  LAUNCH_TOKEN_KEY: 'launch-token-key-of-the-benchmark-0123456789',
  LIBRARY_SECRETS_KEY: 'library-secrets-key-of-the-benchmark-0123456789',
};

const CONTROL_PLANE = fileURLToPath(import.meta.resolve('@prego/control-plane/wrangler.jsonc'));
const source = (file: string) => fileURLToPath(new URL(file, import.meta.url).href);

export interface Server {
  readonly url: URL;
  readonly env: Env;
  stop(): Promise<void>;
}

const CONTROL_PLANE_WORKER = fileURLToPath(import.meta.resolve('@prego/control-plane/worker'));

/** The control plane, or one of the wrappers beside this file. */
export type Variant = 'as it is' | 'counting' | 'without-r2';

/** The control plane on workerd with an empty, migrated D1. */
export async function startControlPlane(variant: Variant = 'as it is'): Promise<Server> {
  const main = variant === 'as it is' ? CONTROL_PLANE_WORKER : source(`./${variant}-worker.ts`);
  const { d1_databases, r2_buckets, queues, ratelimits, compatibility_date, compatibility_flags } = unstable_readConfig(
    {
      config: CONTROL_PLANE,
    },
  );
  const config = {
    name: 'control-plane',
    main,
    compatibility_date: compatibility_date as string,
    compatibility_flags,
    vars: VARS,
    d1_databases: d1_databases.map((it: object) => ({
      ...it,
      migrations_dir: join(dirname(CONTROL_PLANE), 'migrations'),
    })),
    r2_buckets,
    // The nudges stay where they are: what a consumer does with them is no part of the call.
    queues: { producers: queues.producers },
    ratelimits,
  };
  const harness = createTestHarness({ root: source('.'), workers: [{ config }] });
  const { url } = await harness.listen();
  await harness.getWorker().applyD1Migrations('DB');
  return { url, env: (await harness.getWorker().getEnv()) as Env, stop: () => harness.close() };
}

/** A bare hono handler on workerd. */
export async function startBare(): Promise<Omit<Server, 'env'>> {
  const config = { name: 'bare', main: source('./bare-worker.ts'), compatibility_date: '2026-11-01' };
  const harness = createTestHarness({ root: source('.'), workers: [{ config }] });
  const { url } = await harness.listen();
  return { url, stop: () => harness.close() };
}
