import { beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from './control-plane.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});

test('it is alive', async () => {
  expect(await cp.call('GET', '/healthz', { as: 'nobody' })).toMatchObject({ status: 200 });
  await cp.clear();
});
