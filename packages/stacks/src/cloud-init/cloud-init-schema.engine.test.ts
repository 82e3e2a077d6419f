import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEDICATED_ADDRESSES } from '../addresses.ts';
import { unpackedPackages } from '../testing/debian-packages.ts';
import { pythonWith } from '../testing/python-environment.ts';
import { renderNodeCloudInit } from './node.ts';

/** What cloud-init imports, at the versions with which this was tried. */
const PYTHON_PACKAGES = [
  ...['jsonschema==4.26.0', 'PyYAML==6.0.3', 'Jinja2==3.1.6', 'configobj==5.0.9', 'jsonpatch==1.47'],
  ...['requests==2.34.2', 'oauthlib==4.0.1'],
];

let folder: string;
let python: string;
let cloudInit: string;
beforeAll(async () => {
  [cloudInit, python] = await Promise.all([
    unpackedPackages('cloud-init', ['cloud-init']),
    pythonWith('cloud-init', PYTHON_PACKAGES),
  ]);
  folder = mkdtempSync(join(tmpdir(), 'prego-cloud-init-'));
}, 120_000);
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

/** What cloud-init's own validator says. */
function validate(userData: string): string {
  const file = join(folder, 'user-data');
  writeFileSync(file, userData);
  const { stdout, stderr } = spawnSync(python, ['-m', 'cloudinit.cmd.main', 'schema', '-c', file], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: join(cloudInit, 'usr/lib/python3/dist-packages') },
  });
  return (stdout + stderr).trim();
}

const SILENT = {};
const REPORTING = {
  authorizedKeys: ['ssh-ed25519 AAAA me'],
  metrics: {
    url: 'https://cp.example.com/internal/server-metrics',
    hostKeyUrl: 'https://cp.example.com/internal/host-keys',
    tokenFor: (nodeId: string) => `token-of-${nodeId}`,
  },
};

describe('the real validator of cloud-init', () => {
  test.each([
    ['a shared node', { nodeId: 'sg-s-1', role: 'shared', privateIp: '10.20.1.10' }],
    ['an app server', { nodeId: 'sg-d-1-app', role: 'app', privateIp: DEDICATED_ADDRESSES.app }],
    ['a db with its volume', { nodeId: 'sg-d-1-db', role: 'db', privateIp: DEDICATED_ADDRESSES.db, hasVolume: true }],
    ['a redis', { nodeId: 'sg-d-1-redis', role: 'redis', privateIp: DEDICATED_ADDRESSES.redis }],
  ] as const)('takes that of %s, whether it reports or not', (_, node) => {
    for (const access of [SILENT, REPORTING]) {
      expect(validate(renderNodeCloudInit({ ...node, access }))).toMatch(/^Valid (cloud-config|schema)/);
    }
  });

  test('refuses a wrong type, by the name of its key', () => {
    const node = { nodeId: 'n', role: 'shared', privateIp: '10.20.1.10', access: SILENT } as const;
    const wrong = renderNodeCloudInit(node).replace('package_update: true', 'package_update: [1]');
    expect(validate(wrong)).toMatch(/package_update: \[1\] is not of type 'boolean'/);
  });
});
