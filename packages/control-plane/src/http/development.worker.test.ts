import { beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({ SKIP_INTERNAL_API_AUTH: 'true' });
});

test('where credentials are skipped, whoever brings none is the operator within', async () => {
  expect((await cp.call('PUT', '/internal/clock', { as: 'nobody', body: { offset_ms: 0 } })).status).toBe(200);
  expect(await cp.rows('SELECT actor FROM audit')).toEqual([{ actor: 'operator' }]);
});

test('a credential is checked nevertheless, and so is who signs tenants up', async () => {
  expect((await cp.call('GET', '/internal/nodes', { as: { token: 'wrong' } })).status).toBe(401);
  expect((await cp.call('GET', '/internal/nodes', { as: 'gateway' })).status).toBe(403);
  const basic = { authorization: 'Basic b3BlcmF0b3I6' };
  expect((await cp.call('GET', '/internal/nodes', { as: 'nobody', headers: basic })).status).toBe(401);
  expect((await cp.call('POST', '/v1/tenants', { as: 'nobody', body: {} })).status).toBe(401);
  expect((await cp.call('GET', '/v1/launch', { as: 'nobody' })).status).toBe(401);
});
