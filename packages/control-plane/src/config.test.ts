import { describe, expect, test } from '@jest/globals';
import { ConfigError, configOf } from './config.ts';
import type { Env } from './env.ts';
import { TEST_VARS } from './testing/control-plane.ts';

const GOOD = {
  ...TEST_VARS,
  GITHUB_REF: 'main',
  OIDC_ISSUER: 'https://token.actions.githubusercontent.com',
  OIDC_AUDIENCE: 'prego-control-plane',
};
const PRODUCTION = {
  ENVIRONMENT: 'production',
  PUBLIC_URL: 'https://prego.test',
  GITHUB_API_URL: 'https://api.github.com',
};
const APP = { GITHUB_APP_ID: '12', GITHUB_APP_INSTALLATION_ID: '34', GITHUB_APP_PRIVATE_KEY: 'p'.repeat(40) };

const config = (more: Record<string, unknown> = {}) => configOf({ ...GOOD, ...more } as unknown as Env);

describe('the settings', () => {
  test('are taken as they are given, and the rest has a default', () => {
    expect(config({ GITHUB_REPOSITORY_ID: '4711', PUBLIC_URL: 'http://localhost:8787/' })).toMatchObject({
      development: true,
      skipAuth: false,
      baseDomain: 'prego.test',
      publicUrl: 'http://localhost:8787',
      defaultRegion: 'sg',
      thresholds: { memory_pct_max: 80 },
      github: { owner: 'prego', repo: 'provisioning', repositoryId: '4711', ref: 'main', app: undefined },
      keys: { operator: [TEST_VARS.INTERNAL_API_KEY], gateway: [TEST_VARS.GATEWAY_KEY] },
    });
  });

  test('may be empty where they may be left out', () => {
    const empty = {
      DEFAULT_REGION: '',
      GITHUB_REPOSITORY_ID: '',
      GATEWAY_KEY_PREVIOUS: '',
      SKIP_INTERNAL_API_AUTH: '',
    };
    expect(config(empty)).toEqual(config());
  });

  test('may be numbers, as wrangler.jsonc can have them', () => {
    expect(config({ PLACEMENT_MEMORY_PCT_MAX: 75 }).thresholds.memory_pct_max).toBe(75);
  });

  test('a key is followed by the one before it', () => {
    const previous = 'k'.repeat(32);
    expect(config({ GATEWAY_KEY_PREVIOUS: previous }).keys.gateway).toEqual([TEST_VARS.GATEWAY_KEY, previous]);
  });

  test('an App does instead of a token', () => {
    expect(config({ GITHUB_TOKEN: undefined, ...APP }).github).toMatchObject({ token: undefined, app: { id: '12' } });
  });

  test.each([
    ['in development', {}, true],
    ['nowhere else', PRODUCTION, false],
  ])('credentials are skipped %s', (_, environment, skipAuth) => {
    expect(config({ ...environment, SKIP_INTERNAL_API_AUTH: 'true' }).skipAuth).toBe(skipAuth);
  });
});

describe('a wrong setting is refused by its name', () => {
  test.each([
    ['ENVIRONMENT', { ENVIRONMENT: 'Development' }],
    ['ENVIRONMENT', { ENVIRONMENT: undefined }],
    ['BASE_DOMAIN', { BASE_DOMAIN: 'https://prego.test' }],
    ['BASE_DOMAIN', { BASE_DOMAIN: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'prego.test' }],
    ['PUBLIC_URL', { ...PRODUCTION, PUBLIC_URL: 'http://prego.test' }],
    ['DEFAULT_REGION', { DEFAULT_REGION: 'sin' }],
    ['SKIP_INTERNAL_API_AUTH', { SKIP_INTERNAL_API_AUTH: 'yes' }],
    ['PLACEMENT_MEMORY_PCT_MAX', { PLACEMENT_MEMORY_PCT_MAX: '8O' }],
    ['PLACEMENT_DISK_PCT_MAX', { PLACEMENT_DISK_PCT_MAX: 800 }],
    ['PLACEMENT_MAX_TENANTS_PER_NODE', { PLACEMENT_MAX_TENANTS_PER_NODE: '0' }],
    ['GITHUB_API_URL', { GITHUB_API_URL: 'ftp://api.github.com' }],
    ['GITHUB_API_URL', { ...PRODUCTION, GITHUB_API_URL: 'http://api.github.com' }],
    ['GITHUB_REPOSITORY', { GITHUB_REPOSITORY: 'provisioning' }],
    ['GITHUB_REPOSITORY', { GITHUB_REPOSITORY: 'https://github.com/prego/provisioning' }],
    ['GITHUB_REPOSITORY', { GITHUB_REPOSITORY: undefined }],
    ['GITHUB_REPOSITORY_ID', { GITHUB_REPOSITORY_ID: 'prego/provisioning' }],
    ['GITHUB_REF', { GITHUB_REF: '' }],
    ['GITHUB_TOKEN', { GITHUB_TOKEN: undefined }],
    ['GITHUB_APP_INSTALLATION_ID', { ...APP, GITHUB_APP_INSTALLATION_ID: undefined }],
    ['GITHUB_APP_PRIVATE_KEY', { ...APP, GITHUB_APP_PRIVATE_KEY: '' }],
    ['GITHUB_APP_ID', { ...APP, GITHUB_APP_ID: 'prego-app' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'token.actions.githubusercontent.com' }],
    ['OIDC_ISSUER', { ...PRODUCTION, OIDC_ISSUER: 'http://token.actions.githubusercontent.com' }],
    ['OIDC_AUDIENCE', { OIDC_AUDIENCE: '' }],
    ['INTERNAL_API_KEY', { INTERNAL_API_KEY: undefined }],
    ['INTERNAL_API_KEY', { INTERNAL_API_KEY: 'k'.repeat(31) }],
    ['INTERNAL_API_KEY_PREVIOUS', { INTERNAL_API_KEY_PREVIOUS: 'short' }],
    ['GATEWAY_KEY', { GATEWAY_KEY: '' }],
    ['GATEWAY_KEY', { GATEWAY_KEY: TEST_VARS.INTERNAL_API_KEY }],
    ['NODE_TOKEN_KEY', { NODE_TOKEN_KEY: 'short' }],
    ['LAUNCH_TOKEN_KEY_PREVIOUS', { LAUNCH_TOKEN_KEY_PREVIOUS: 'short' }],
    ['LIBRARY_SECRETS_KEY', { LIBRARY_SECRETS_KEY: undefined }],
    ['LIBRARY_SECRETS_KEY', { LIBRARY_SECRETS_KEY: 'k'.repeat(31) }],
    ['LIBRARY_SECRETS_KEY', { LIBRARY_SECRETS_KEY: TEST_VARS.INTERNAL_API_KEY }],
    ['LIBRARY_SECRETS_KEY', { LIBRARY_SECRETS_KEY_PREVIOUS: TEST_VARS.LIBRARY_SECRETS_KEY }],
    ['LIBRARY_SECRETS_KEY_PREVIOUS', { LIBRARY_SECRETS_KEY_PREVIOUS: 'short' }],
  ])('%s: %j', (name, wrong) => {
    const refusal = () => config(wrong);
    expect(refusal).toThrow(ConfigError);
    expect(refusal).toThrow(new RegExp(`\\b${name}\\b`));
  });

  test('and what it says has no secret in it', () => {
    for (const name of [
      'INTERNAL_API_KEY',
      'GATEWAY_KEY',
      'NODE_TOKEN_KEY',
      'LAUNCH_TOKEN_KEY',
      'LIBRARY_SECRETS_KEY',
      'GITHUB_APP_PRIVATE_KEY',
    ]) {
      expect(() => config({ ...APP, [name]: 'a-short-secret' })).toThrow(expect.not.stringContaining('a-short-secret'));
    }
  });
});
