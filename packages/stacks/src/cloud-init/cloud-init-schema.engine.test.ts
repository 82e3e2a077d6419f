import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CloudInitValidator, cloudInitValidator } from '@prego/engine/cloud-init-validator';
import { DEDICATED_ADDRESSES } from '../addresses.ts';
import { renderNodeCloudInit } from './node.ts';

let validate: CloudInitValidator;
beforeAll(async () => {
  validate = await cloudInitValidator();
}, 120_000);

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
  ] as const)('takes that of %s, whether it reports or not', async (_, node) => {
    for (const access of [SILENT, REPORTING]) {
      expect(await validate(renderNodeCloudInit({ ...node, access }))).toMatchObject({ valid: true });
    }
  });

  test('refuses a wrong type, by the name of its key', async () => {
    const node = { nodeId: 'n', role: 'shared', privateIp: '10.20.1.10', access: SILENT } as const;
    const wrong = renderNodeCloudInit(node).replace('package_update: true', 'package_update: [1]');
    const { valid, said } = await validate(wrong);
    expect(valid).toBe(false);
    expect(said).toMatch(/package_update: \[1\] is not of type 'boolean'/);
  });
});
