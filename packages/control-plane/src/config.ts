import { DEFAULT_REGION, Hostname, Region } from '@prego/contracts';
import { ThresholdError, type Thresholds, thresholdsFrom } from '@prego/placement-core';
import { z } from 'zod';
import type { Env } from './env.ts';

/** A key and the one before it, which is taken until the rotation is over. Never empty. */
export type Keys = readonly [current: string, ...previous: string[]];

export interface Config {
  readonly development: boolean;
  readonly skipAuth: boolean;
  readonly baseDomain: string;
  readonly publicUrl: string;
  readonly defaultRegion: Region;
  readonly thresholds: Thresholds;
  readonly github: {
    readonly apiUrl: string;
    readonly owner: string;
    readonly repo: string;
    readonly repositoryId: string | undefined;
    readonly ref: string;
    readonly token: string | undefined;
    readonly app: { readonly id: string; readonly installationId: string; readonly privateKey: string } | undefined;
  };
  readonly oidc: { readonly issuer: string; readonly audience: string };
  readonly keys: {
    readonly operator: Keys;
    readonly gateway: Keys;
    readonly node: Keys;
    readonly launch: Keys;
    /** What the library's secrets are sealed with. */
    readonly library: Keys;
  };
}

/** A setting that can't be: names the variable and what it takes. Nothing is served with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A key that can be guessed is none: `openssl rand -hex 32` has 64 characters. */
const MIN_KEY_LENGTH = 32;

const Environment = z.enum(['development', 'production']);
const Flag = z.enum(['true', 'false']);
const Text = z.string().min(1);

/** The settings of this Worker, checked. Throws `ConfigError`, which names the variable. */
export function configOf(env: Env): Config {
  const development =
    checked('ENVIRONMENT', Environment, env.ENVIRONMENT, 'development or production') === 'development';
  const skipAuth = checked('SKIP_INTERNAL_API_AUTH', Flag, env.SKIP_INTERNAL_API_AUTH || 'false', 'true or false');
  // Plain http gives the keys that tokens are checked with, and our own token, to whoever sits in between.
  const Url = z.url({ protocol: development ? /^https?$/ : /^https$/ });
  const url = (name: 'PUBLIC_URL' | 'GITHUB_API_URL' | 'OIDC_ISSUER') =>
    checked(name, Url, env[name], development ? 'an http or https URL' : 'an https URL').replace(/\/+$/, '');
  return {
    development,
    skipAuth: development && skipAuth === 'true',
    baseDomain: checked('BASE_DOMAIN', Hostname, env.BASE_DOMAIN, 'a host name in small letters'),
    publicUrl: url('PUBLIC_URL'),
    defaultRegion: checked('DEFAULT_REGION', Region, env.DEFAULT_REGION || DEFAULT_REGION, Region.options.join(', ')),
    thresholds: thresholdsOf(env),
    github: { apiUrl: url('GITHUB_API_URL'), ...githubOf(env) },
    oidc: { issuer: url('OIDC_ISSUER'), audience: checked('OIDC_AUDIENCE', Text, env.OIDC_AUDIENCE, 'a text') },
    keys: keysOf(env),
  };
}

function thresholdsOf(env: Env): Thresholds {
  try {
    return thresholdsFrom(env);
  } catch (error) {
    if (error instanceof ThresholdError) throw new ConfigError(error.message);
    throw error;
  }
}

/** Where runs are dispatched, and as whom: a token, or an App with all that it takes. */
function githubOf(env: Env): Omit<Config['github'], 'apiUrl'> {
  const Repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/);
  const [owner = '', repo = ''] = checked('GITHUB_REPOSITORY', Repository, env.GITHUB_REPOSITORY, 'owner/name').split(
    '/',
  );
  const Id = z.string().regex(/^\d+$/);
  const app = {
    id: env.GITHUB_APP_ID || undefined,
    installationId: env.GITHUB_APP_INSTALLATION_ID || undefined,
    privateKey: env.GITHUB_APP_PRIVATE_KEY || undefined,
  };
  const hasApp = Object.values(app).some((part) => part !== undefined);
  if (!hasApp && !env.GITHUB_TOKEN)
    throw new ConfigError('GITHUB_TOKEN is not set: give it, or the GITHUB_APP_… ones.');
  return {
    owner,
    repo,
    repositoryId: env.GITHUB_REPOSITORY_ID
      ? checked('GITHUB_REPOSITORY_ID', Id, env.GITHUB_REPOSITORY_ID, "the repository's number")
      : undefined,
    ref: checked('GITHUB_REF', Text, env.GITHUB_REF, 'a branch, or a full ref'),
    token: env.GITHUB_TOKEN || undefined,
    app: hasApp
      ? {
          id: checked('GITHUB_APP_ID', Id, app.id, "the App's number"),
          installationId: checked('GITHUB_APP_INSTALLATION_ID', Id, app.installationId, "the installation's number"),
          privateKey: secret('GITHUB_APP_PRIVATE_KEY', app.privateKey),
        }
      : undefined,
  };
}

function keysOf(env: Env): Config['keys'] {
  const all = {
    operator: keys('INTERNAL_API_KEY', env.INTERNAL_API_KEY, env.INTERNAL_API_KEY_PREVIOUS),
    gateway: keys('GATEWAY_KEY', env.GATEWAY_KEY, env.GATEWAY_KEY_PREVIOUS),
    node: keys('NODE_TOKEN_KEY', env.NODE_TOKEN_KEY, env.NODE_TOKEN_KEY_PREVIOUS),
    launch: keys('LAUNCH_TOKEN_KEY', env.LAUNCH_TOKEN_KEY, env.LAUNCH_TOKEN_KEY_PREVIOUS),
    library: keys('LIBRARY_SECRETS_KEY', env.LIBRARY_SECRETS_KEY, env.LIBRARY_SECRETS_KEY_PREVIOUS),
  };
  const secrets = Object.values(all).flat();
  // The gateway's key that is also the operator's would open all that is internal to the gateway.
  if (new Set(secrets).size < secrets.length) {
    throw new ConfigError(
      'Two of INTERNAL_API_KEY, GATEWAY_KEY, NODE_TOKEN_KEY, LAUNCH_TOKEN_KEY, LIBRARY_SECRETS_KEY are the same secret.',
    );
  }
  return all;
}

function keys(name: string, current: string | undefined, previous: string | undefined): Keys {
  return previous ? [secret(name, current), secret(`${name}_PREVIOUS`, previous)] : [secret(name, current)];
}

/** Never shows the value, as `checked` does. */
function secret(name: string, value: string | undefined): string {
  if (!value || value.length < MIN_KEY_LENGTH) {
    throw new ConfigError(`${name} has ${value?.length ?? 0} characters: give a secret of at least ${MIN_KEY_LENGTH}.`);
  }
  return value;
}

function checked<T>(name: string, schema: z.ZodType<T>, value: unknown, takes: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${name} is ${JSON.stringify(value) ?? 'not set'}: it takes ${takes}.`);
  return parsed.data;
}
