import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { engineEnv } from './engine-env.ts';
import type { CommonOptions } from './run-options.ts';

const credentials = { hcloudToken: 'h'.repeat(64) };
const FILE = 'file:///var/lib/prego';
const envFor = (backend: CommonOptions['backend'], env: Record<string, string> = {}) =>
  engineEnv({ credentials, backend, env });

const NAMES = ['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE'];
let ours: [string, string | undefined][];
beforeEach(() => {
  ours = NAMES.map((name) => [name, process.env[name]]);
  for (const name of NAMES) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of ours) if (value !== undefined) process.env[name] = value;
});

test.each([
  [FILE, `${FILE}?metadata=skip`],
  [`${FILE}?no_tmp_dir=false`, `${FILE}?no_tmp_dir=false&metadata=skip`],
  [`${FILE}?metadata=skip`, `${FILE}?metadata=skip`],
  ['s3://state?region=eu', 's3://state?region=eu'],
])(
  'the engine opens %s as %s: no file of a folder gets notes beside it, which a kill could leave empty',
  (url, opened) => {
    expect(envFor({ url, passphrase: '' })).toMatchObject({ PULUMI_BACKEND_URL: opened });
  },
);

describe('secrets', () => {
  test('are encrypted by the passphrase, which may be empty', () => {
    expect(envFor({ url: FILE, passphrase: 'p' })).toMatchObject({ PULUMI_CONFIG_PASSPHRASE: 'p' });
    expect(envFor({ url: FILE, passphrase: '' })).toMatchObject({ PULUMI_CONFIG_PASSPHRASE: '' });
  });

  test.each(NAMES)('may have their passphrase from %s, in our environment or in that of the run', (name) => {
    expect(envFor({ url: FILE }, { [name]: 'p' })).toMatchObject({ [name]: 'p' });
    process.env[name] = 'p';
    expect(envFor({ url: FILE })).not.toHaveProperty('PULUMI_CONFIG_PASSPHRASE');
    delete process.env[name];
  });

  test.each<CommonOptions['backend']>([
    { url: FILE },
    { url: 's3://state' },
    { url: FILE, secretsProvider: 'passphrase' },
    { url: 'https://api.pulumi.com', secretsProvider: 'passphrase' },
  ])('need a passphrase with %j', (backend) => {
    expect(() => envFor(backend)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  test('that are missing are told without the password of a database', () => {
    const url = 'postgres://prego:hunter@2@db:5432/state';
    expect(() => envFor({ url })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^(?!.*hunter)(?!.*2@).*postgres:\/\/…@db:5432\/state/),
      }),
    );
  });

  test.each<CommonOptions['backend']>([
    { url: 'https://api.pulumi.com' },
    { url: FILE, secretsProvider: 'awskms://alias/prego?region=eu-central-1' },
    { url: 's3://state', secretsProvider: 'hashivault://prego' },
  ])('need none with %j', (backend) => {
    expect(envFor(backend)).not.toHaveProperty('PULUMI_CONFIG_PASSPHRASE');
  });

  test.each(['', 'aws', 'awskms', 'awskms://', 'vault://prego'])('have no provider "%s"', (secretsProvider) => {
    expect(() => envFor({ url: FILE, passphrase: 'p', secretsProvider })).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('secrets provider') }),
    );
  });

  test('keep their key from run to run', () => {
    expect(envFor({ url: FILE, passphrase: 'p' })).toMatchObject({ PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: 'true' });
  });
});

describe("a run's own environment", () => {
  test('reaches the engine, but not in place of what is ours', () => {
    const env = envFor(
      { url: FILE, passphrase: 'p' },
      { AWS_REGION: 'eu', HCLOUD_TOKEN: 'x', PULUMI_BACKEND_URL: 'y' },
    );
    expect(env).toMatchObject({
      AWS_REGION: 'eu',
      HCLOUD_TOKEN: credentials.hcloudToken,
      PULUMI_BACKEND_URL: expect.stringContaining(FILE),
    });
  });

  test('has the home of the engine that was asked for', () => {
    const backend = { url: FILE, passphrase: 'p' };
    expect(engineEnv({ credentials, backend, engine: { home: '/opt/pulumi' } }).PULUMI_HOME).toBe('/opt/pulumi');
    expect(engineEnv({ credentials, backend })).not.toHaveProperty('PULUMI_HOME');
  });
});
