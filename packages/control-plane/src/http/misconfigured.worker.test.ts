import { beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({ GATEWAY_KEY: 'short' });
});

test('with a setting that cannot be no operation is served; the log names the variable, the caller is told nothing of it', async () => {
  for (const path of ['/healthz', '/internal/nodes', '/docs']) {
    const { status, body } = await cp.get(path);
    expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'unavailable' });
    expect(JSON.stringify(body)).not.toContain('GATEWAY_KEY');
  }
  const errors = cp.lines().filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(3);
  expect(errors[0]).toMatchObject({ error: expect.stringMatching(/^ConfigError: GATEWAY_KEY has 5 characters/) });
});

test('the console’s pages are, so that they can say that something is wrong', async () => {
  for (const path of ['/cp/infra', '/launch']) {
    const { status, body } = await cp.call('GET', path, { as: 'nobody' });
    expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('<!doctype html>') });
  }
});
