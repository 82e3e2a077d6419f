import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ensureBackend } from './backend.ts';
import type { Credentials } from './credentials.ts';
import type { StackErrorCode } from './errors.ts';
import { dedicatedNodeId, dedicatedStackName, labelValue, sharedNodeId } from './names.ts';
import { type DedicatedSpec, dedicated } from './programs/dedicated.ts';
import { type SharedRegionSpec, sharedRegion } from './programs/shared-region.ts';
import type { CommonOptions } from './run-options.ts';
import { runStack } from './run-stack.ts';
import { checkId, checkNodeIds, checkRecord, checkVolumeGb } from './spec-checks.ts';

const ZONE = '0'.repeat(32);
const shared = (spec: Partial<SharedRegionSpec> = {}) =>
  sharedRegion({ region: 'sg', add: [{ jobId: 'job_1' }], access: {}, ...spec });
const trio = (spec: Partial<DedicatedSpec> = {}) =>
  dedicated({ region: 'sg', tenantId: 'acme', jobId: 'job_1', access: {}, ...spec });
const mars = 'mars' as 'sg';

describe('what a program is asked for is refused in one sentence, before anything is asked of a cloud', () => {
  test.each<[string, () => unknown, string]>([
    ['an unknown region', () => shared({ region: mars }), 'There is no region "mars". Use one of sg, us, eu.'],
    ['one for a trio', () => trio({ region: mars }), 'There is no region "mars". Use one of sg, us, eu.'],
    [
      'an unknown location',
      () => shared({ add: [{ jobId: 'job_1', location: 'fsn1' }] }),
      'Region sg has no location "fsn1". Use one of sin.',
    ],
    [
      'an unknown location for a trio',
      () => trio({ locations: ['moon'] }),
      'Region sg has no location "moon". Use one of sin.',
    ],
    [
      'an empty list of offers',
      () => shared({ add: [{ jobId: 'job_1', offers: [] }] }),
      'A node has no offer. Offer at least one server type in one location.',
    ],
    [
      'an empty list of types for one role of a trio',
      () => trio({ serverTypes: { db: [] } }),
      'The db server has no offer. Give a location and a server type for it.',
    ],
    [
      'an empty tenant id',
      () => trio({ tenantId: ' ' }),
      expect.stringMatching(/ id is empty\. Give the .*id/) as unknown as string,
    ],
    [
      'an empty job id',
      () => shared({ add: [{ jobId: '' }] }),
      expect.stringMatching(/job id is empty\. Give the id/) as unknown as string,
    ],
    [
      'an id with a line end',
      () => shared({ add: [{ jobId: 'job_1\n' }] }),
      'The job id "job_1\\n" has control characters. Copy it again, without line ends.',
    ],
    [
      'an id as long as a text',
      () => trio({ tenantId: 'x'.repeat(300) }),
      'The tenant id has 300 characters. Give one of at most 256.',
    ],
    [
      'a record that is no host name',
      () => trio({ record: { name: 'a b..c', zoneId: ZONE, proxied: false } }),
      '"a b..c" is not a full host name. Give labels of letters, digits and hyphens with dots between, such as acme.example.com.',
    ],
    [
      'a record with a label of 64 characters',
      () => trio({ record: { name: `${'x'.repeat(64)}.example.com`, zoneId: ZONE, proxied: false } }),
      `"${'x'.repeat(64)}.example.com" is not a full host name. Give labels of letters, digits and hyphens with dots between, such as acme.example.com.`,
    ],
    [
      'a zone by its name',
      () =>
        shared({
          add: [{ jobId: 'job_1', record: { name: 'acme.example.com', zoneId: 'example.com', proxied: false } }],
        }),
      '"example.com" is not the id of a zone of Cloudflare. Give its 32 hexadecimal digits, not its name.',
    ],
    [
      'a volume that is too small',
      () => trio({ volumeGb: 5 }),
      "A volume can't have 5 GB. Give a whole number from 10 to 10240.",
    ],
    [
      'half a gigabyte',
      () => trio({ volumeGb: 10.5 }),
      "A volume can't have 10.5 GB. Give a whole number from 10 to 10240.",
    ],
    ['no node to remove', () => checkNodeIds([]), 'No node is named. Name each node that is to go, by its node id.'],
    [
      'a node that is none',
      () => checkNodeIds(['sg-s-7k2m9qxa', '*']),
      '"*" is not a node id. One looks like sg-s-7k2m9qxa.',
    ],
  ])('%s', (_what, ask, message) => {
    expect(ask).toThrow(expect.objectContaining({ code: 'invalid_input', message }));
  });
});

describe('what is unusual but right is taken', () => {
  test('a tenant id of symbols has a stack of its own, under a hash', () => {
    expect(trio({ tenantId: '!!!' }).stack).toMatch(/^dedicated-[2-9b-z]{8}$/);
    expect(trio({ tenantId: '???' }).stack).not.toBe(trio({ tenantId: '!!!' }).stack);
  });

  test('two tenants that differ only past the truncation point have different stacks', () => {
    const long = 'a'.repeat(100);
    expect(trio({ tenantId: `${long}x` }).stack).not.toBe(trio({ tenantId: `${long}y` }).stack);
  });

  test('over-long ids give names that a host, a label and a stack may have', () => {
    const long = 'x'.repeat(256);
    expect(sharedNodeId('sg', long)).toMatch(/^[a-z0-9-]{1,63}$/);
    expect(dedicatedNodeId('sg', long, 'redis')).toMatch(/^[a-z0-9-]{1,63}$/);
    expect(labelValue(long)).toMatch(/^[a-z0-9-]{1,63}$/);
    expect(dedicatedStackName(long)).toMatch(/^[a-z0-9-]{1,63}$/);
  });

  test('host names, volumes and node ids', () => {
    checkRecord({ name: 'a.xn--3e0b707e', zoneId: ZONE, proxied: true });
    checkRecord({ name: `${'x'.repeat(63)}.Example.com`, zoneId: ZONE, proxied: false });
    checkVolumeGb(10);
    checkVolumeGb(10_240);
    checkNodeIds(['sg-s-7k2m9qxa', 'sg-d-7k2m9qxa-app']);
    checkId('tenant', '한국 <&> 😀');
  });
});

describe('a run', () => {
  let dir: string;
  let state: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prego-bad-input-'));
    state = join(dir, 'state');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const token = 'h'.repeat(64);
  /** Neither the engine nor the cloud is there: a run that got so far would say so. */
  const options = (credentials: Partial<Credentials>, more: Partial<CommonOptions> = {}): CommonOptions => ({
    credentials: { hcloudToken: token, hcloudEndpoint: 'http://127.0.0.1:1/v1', ...credentials },
    backend: { url: pathToFileURL(state).href, passphrase: '' },
    engine: { pulumi: join(dir, 'no-such-pulumi') },
    ...more,
  });

  test.each<[string, Partial<Credentials>, Partial<CommonOptions>, StackErrorCode, string]>([
    [
      'with an empty token',
      { hcloudToken: '' },
      {},
      'invalid_credentials',
      'HCLOUD_TOKEN has 0 characters. A Hetzner Cloud token has exactly 64: copy it again, without spaces or line ends.',
    ],
    [
      'with a token of 63 characters',
      { hcloudToken: 'h'.repeat(63) },
      {},
      'invalid_credentials',
      'HCLOUD_TOKEN has 63 characters. A Hetzner Cloud token has exactly 64: copy it again, without spaces or line ends.',
    ],
    [
      'with a space in the token for Cloudflare',
      { cloudflareToken: `${'c'.repeat(40)} ` },
      {},
      'invalid_credentials',
      'CLOUDFLARE_API_TOKEN is not an API token of Cloudflare. It has 40 to 80 letters, digits, hyphens and underscores: copy it again, without spaces.',
    ],
    [
      'with an endpoint that is no URL',
      { hcloudEndpoint: 'api.hetzner.cloud' },
      {},
      'invalid_input',
      'HCLOUD_ENDPOINT is not a URL: "api.hetzner.cloud". Give it with http:// or https://.',
    ],
    [
      'with an address of Cloudflare that is no URL',
      { cloudflareBaseUrl: 'ftp://cloudflare' },
      {},
      'invalid_input',
      'CLOUDFLARE_BASE_URL is not a URL: "ftp://cloudflare". Give it with http:// or https://.',
    ],
    [
      'with a negative deadline',
      {},
      { deadlineMs: -1 },
      'invalid_input',
      'deadlineMs is -1. Give it in milliseconds, not less than 0.',
    ],
    [
      'with a grace that is no number',
      {},
      { graceMs: Number.NaN },
      'invalid_input',
      'graceMs is NaN. Give it in milliseconds, not less than 0.',
    ],
  ])('%s is refused and changes nothing', async (_what, credentials, more, code, message) => {
    const run = runStack({ operation: 'up', program: shared(), ...options(credentials, more) });
    await expect(run).rejects.toMatchObject({ code, message });
    expect(await readdir(dir)).toEqual([]);
  });

  test('without a passphrase is refused', async () => {
    const before = process.env.PULUMI_CONFIG_PASSPHRASE;
    delete process.env.PULUMI_CONFIG_PASSPHRASE;
    const url = pathToFileURL(state).href;
    const run = runStack({ operation: 'up', program: shared(), ...options({}, { backend: { url } }) });
    await expect(run).rejects.toMatchObject({
      code: 'invalid_input',
      message: `The backend ${url} keeps secrets, but there is no passphrase. Set PULUMI_CONFIG_PASSPHRASE (it may be empty), the same for every run of a stack.`,
    });
    if (before !== undefined) process.env.PULUMI_CONFIG_PASSPHRASE = before;
    expect(await readdir(dir)).toEqual([]);
  });

  test.each(['', 'a,b', '../sg', 'x'.repeat(64), 'a b'])('on a stack %j is refused', async (stack) => {
    const run = runStack({ operation: 'destroy', stack, release: 'all', ...options({}) });
    await expect(run).rejects.toMatchObject({ code: 'invalid_input', what: `"${stack}" is not the name of a stack.` });
    expect(await readdir(dir)).toEqual([]);
  });

  test('whose folder is a file fails with a StackError', async () => {
    const workDir = join(dir, 'file');
    await writeFile(workDir, '');
    const run = runStack({ operation: 'up', program: trio(), ...options({}, { workDir }) });
    await expect(run).rejects.toMatchObject({
      name: 'StackError',
      code: 'update_failed',
      what: expect.stringMatching(/^The run failed: ENOTDIR/),
    });
  });

  test('goes on where what listens to it throws', async () => {
    const onEvent = () => {
      throw new Error('a fault of the listener');
    };
    const run = runStack({ operation: 'up', program: trio(), ...options({}, { onEvent }) });
    await expect(run).rejects.toMatchObject({ code: 'engine_missing' });
  });

  test('of an engine that is not there is refused', async () => {
    const run = runStack({ operation: 'up', program: trio(), ...options({}) });
    await expect(run).rejects.toMatchObject({
      code: 'engine_missing',
      message: "The Pulumi CLI can't be started. Install Pulumi 3.259.0 or give the path of its CLI.",
    });
  });
});

describe('a backend', () => {
  test.each(['state', 'ftp://host/state', ''])('%j is no URL that Pulumi knows', async (url) => {
    await expect(ensureBackend(url)).rejects.toMatchObject({
      code: 'invalid_input',
      message: `The backend is not a URL that Pulumi knows: "${url}". Use file:///an/absolute/path, s3://bucket, or https://api.pulumi.com.`,
    });
  });

  test('whose folder can not be made is told as the system says it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'prego-backend-'));
    await writeFile(join(dir, 'file'), '');
    await expect(ensureBackend(pathToFileURL(join(dir, 'file', 'state')).href)).rejects.toMatchObject({
      code: 'state_unwritable',
      what: expect.stringMatching(/^The backend's folder can't be made: ENOTDIR: not a directory, mkdir /),
    });
    await rm(dir, { recursive: true });
  });

  test('gets its folder, and may be elsewhere', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'prego backend-'));
    await ensureBackend(`${pathToFileURL(join(dir, 'a b')).href}?no_tmp_dir=true`);
    expect(await readdir(dir)).toEqual(['a b']);
    await rm(dir, { recursive: true });
    await expect(ensureBackend('s3://bucket?region=eu')).resolves.toBeUndefined();
  });
});
