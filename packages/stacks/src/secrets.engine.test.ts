import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { sharedRegion } from './programs/shared-region.ts';
import type { CommonOptions } from './run-options.ts';
import { runStack } from './run-stack.ts';
import { S3Server } from './testing/s3-server.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { stackCli } from './testing/stack-cli.ts';

const PASSPHRASE = 'a-passphrase-that-is-found-nowhere';
const NODE_TOKEN = 'a-token-that-is-found-nowhere-in-clear';
const UNCHANGED = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };
const SLOW = 60_000;

let sandbox: SandboxProcess;
let s3: S3Server;
beforeAll(async () => {
  s3 = await S3Server.start('state', 'kms');
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 180_000);
afterAll(async () => {
  await Promise.all([sandbox?.stop(), s3?.stop()]);
});

/** A region with all that is secret in one: nodes that report with a token of their own, and a DNS record. */
function upIn(region: 'sg' | 'eu' | 'us', options: CommonOptions, jobId = 'job_a') {
  const { cloudflare_zone: zone, cloudflare_zone_id: zoneId } = sandbox.connection;
  const metrics = { url: 'https://cp.example.com/internal/server-metrics', tokenFor: () => NODE_TOKEN };
  const record = { name: `${sharedNodeId(region, jobId)}.${zone}`, zoneId, proxied: false };
  const program = sharedRegion({ region, add: [{ jobId, record }], access: { metrics } });
  return runStack({ operation: 'up', program, ...options });
}

async function filesOf(url: string): Promise<Record<string, string>> {
  const root = fileURLToPath(url);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  );
}

interface Checkpoint {
  secrets_providers: { type: string; state: Record<string, string> };
}
function checkpointOf(objects: Record<string, string>, stack: string): Checkpoint {
  const path = Object.keys(objects).find((key) => key.endsWith(`.pulumi/stacks/prego/${stack}.json`)) ?? '';
  return JSON.parse(objects[path] ?? '').checkpoint.latest;
}

const BACKENDS: [string, 'sg' | 'eu', () => CommonOptions, () => Promise<Record<string, string>>][] = [
  [
    'a directory',
    'sg',
    () => ({ ...sandbox.options, backend: { ...sandbox.options.backend, passphrase: PASSPHRASE } }),
    () => filesOf(sandbox.connection.state_url),
  ],
  ['a bucket', 'eu', () => ({ ...sandbox.options, ...s3.backend('state', PASSPHRASE) }), () => s3.objects('state')],
];

describe.each(BACKENDS)('secrets of a state in %s', (_where, region, options, everything) => {
  /** Resources as the state has them, their secrets in clear. */
  const inClear = async (): Promise<string> => {
    const { deployment } = JSON.parse(await stackCli(options(), ['export', '--stack', region, '--show-secrets']));
    const inputs = deployment.resources.map((resource: Record<string, unknown>) => [resource.urn, resource.inputs]);
    return JSON.stringify(inputs.sort());
  };

  test(
    'are in it, but nowhere in clear: not in the state, its backups or its history',
    async () => {
      await upIn(region, options());
      await upIn(region, options(), 'job_b');
      const objects = await everything();
      // Else nothing would be looked at, or for nothing.
      for (const part of ['stacks', 'backups', 'history']) expect(Object.keys(objects).join()).toContain(part);
      expect(await inClear()).toContain(NODE_TOKEN);

      const { hcloudToken, cloudflareToken = '' } = options().credentials;
      const secrets = [NODE_TOKEN, hcloudToken, cloudflareToken, PASSPHRASE, s3.env.AWS_SECRET_ACCESS_KEY];
      const holds = (text: string) => secrets.some((secret) => text.includes(secret));
      expect(Object.keys(objects).filter((key) => holds(objects[key] ?? ''))).toEqual([]);
    },
    SLOW,
  );

  test(
    'keep their key and their text when a run starts from an empty directory',
    async () => {
      const [checkpoint, text] = [checkpointOf(await everything(), region), await inClear()];
      expect((await upIn(region, options())).changes).toMatchObject(UNCHANGED);
      expect(checkpointOf(await everything(), region).secrets_providers).toEqual(checkpoint.secrets_providers);
      expect(await inClear()).toBe(text);
    },
    SLOW,
  );
});

describe('who encrypts them', () => {
  const inBucket = (backend: Partial<CommonOptions['backend']>): CommonOptions => {
    const { backend: bucket, env } = s3.backend('kms', PASSPHRASE);
    return { ...sandbox.options, env: { ...env }, backend: { url: bucket.url, ...backend } };
  };
  const kept = async () => checkpointOf(await s3.objects('kms'), 'us').secrets_providers;
  const destroy = (options: CommonOptions) =>
    runStack({ operation: 'destroy', stack: 'us', release: 'all', removeStack: true, ...options });

  test(
    'is the passphrase, also by name; by hand a KMS takes over, and no passphrase is needed any more',
    async () => {
      const withPassphrase = inBucket({ passphrase: PASSPHRASE, secretsProvider: 'passphrase' });
      await upIn('us', withPassphrase);
      expect(await kept()).toMatchObject({ type: 'passphrase' });

      await stackCli(withPassphrase, ['change-secrets-provider', s3.kms, '--stack', 'us']);
      expect((await upIn('us', inBucket({ secretsProvider: s3.kms }))).changes).toMatchObject(UNCHANGED);
      expect(await kept()).toMatchObject({ type: 'cloud', state: { url: s3.kms } });
      await destroy(inBucket({ secretsProvider: s3.kms }));
    },
    SLOW,
  );

  test(
    'is a KMS from the first run on; the state remembers it where a later run does not name it',
    async () => {
      await upIn('us', inBucket({ secretsProvider: s3.kms }));
      expect((await upIn('us', inBucket({ passphrase: PASSPHRASE }))).changes).toMatchObject(UNCHANGED);
      expect(await kept()).toMatchObject({ type: 'cloud', state: { url: s3.kms } });
      await destroy(inBucket({ passphrase: PASSPHRASE }));
    },
    SLOW,
  );
});
