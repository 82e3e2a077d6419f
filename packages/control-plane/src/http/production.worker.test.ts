import { beforeAll, describe, expect, test } from '@jest/globals';
import { mintLaunchToken } from '../auth/launch-token.ts';
import { nodeTokenFor } from '../auth/node-token.ts';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { HOLDERS, HOUR_MS, key, seedNode } from '../testing/credentials.ts';

const PREVIOUS = {
  INTERNAL_API_KEY_PREVIOUS: 'previous-operator-key-of-the-tests-0123',
  GATEWAY_KEY_PREVIOUS: 'previous-gateway-key-of-the-tests-0123',
  NODE_TOKEN_KEY_PREVIOUS: 'previous-node-token-key-of-the-tests-0123',
  LAUNCH_TOKEN_KEY_PREVIOUS: 'previous-launch-token-key-of-the-tests-0123',
};

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({
    ENVIRONMENT: 'production',
    PUBLIC_URL: 'https://prego.test',
    GITHUB_API_URL: 'https://127.0.0.1:9',
    SKIP_INTERNAL_API_AUTH: 'true',
    ...PREVIOUS,
  });
  await seedNode(cp);
});

const passes = async (method: string, path: string, token: string) =>
  (await cp.call(method, path, { as: { token }, ...(method === 'POST' && { body: {} }) })).status !== 401;

describe('while keys are rotated', () => {
  const until = Date.now() + HOUR_MS;
  const GONE = 'a-key-of-the-tests-that-was-rotated-away';
  test.each([
    ['operator key', 'GET', '/internal/nodes', TEST_VARS.INTERNAL_API_KEY, PREVIOUS.INTERNAL_API_KEY_PREVIOUS, GONE],
    ['gateway key', 'POST', '/v1/tenants', TEST_VARS.GATEWAY_KEY, PREVIOUS.GATEWAY_KEY_PREVIOUS, GONE],
    [
      'key of node tokens',
      'POST',
      '/internal/server-metrics',
      nodeTokenFor(key('NODE_TOKEN_KEY'), HOLDERS.node_id, 1),
      nodeTokenFor([PREVIOUS.NODE_TOKEN_KEY_PREVIOUS], HOLDERS.node_id, 1),
      nodeTokenFor([GONE], HOLDERS.node_id, 1),
    ],
    [
      'key of Launch tokens',
      'GET',
      '/v1/launch',
      mintLaunchToken(key('LAUNCH_TOKEN_KEY'), HOLDERS.tenant_id, until),
      mintLaunchToken([PREVIOUS.LAUNCH_TOKEN_KEY_PREVIOUS], HOLDERS.tenant_id, until),
      mintLaunchToken([GONE], HOLDERS.tenant_id, until),
    ],
  ])(
    'the %s and the one before it are taken, an older one is not',
    async (_, method, path, current, previous, gone) => {
      expect(await passes(method, path, await current)).toBe(true);
      expect(await passes(method, path, await previous)).toBe(true);
      expect(await passes(method, path, await gone)).toBe(false);
    },
  );
});

describe('in production', () => {
  test('SKIP_INTERNAL_API_AUTH opens nothing', async () => {
    expect((await cp.call('GET', '/internal/nodes', { as: 'nobody' })).status).toBe(401);
  });

  test('the clock is the real one', async () => {
    const answer = await cp.call('PUT', '/internal/clock', { body: { offset_ms: HOUR_MS } });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    await cp.insert('settings', { name: 'clock_offset_ms', value: String(HOUR_MS) });
    await cp.insert('outbox', { job_id: 'job_a', attempt: 1, due_at: Date.now() + HOUR_MS / 2 });
    expect((await cp.get('/healthz')).body.queue_age_s).toBeNull();
  });
});
