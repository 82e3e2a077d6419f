import { beforeAll, expect, jest, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { emptyWorld, names, signUp } from '../testing/placement-world.ts';

// A machine that does other things too takes longer for hundreds of transactions.
jest.setTimeout(60_000);

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({ PLACEMENT_MAX_TENANTS_PER_NODE: '3' });
});

test('20 sign-ups at once, with 3 seats a node, buy just the 7 servers that they need', async () => {
  await emptyWorld(cp);
  const answers = await Promise.all(names(20).map((name) => signUp(cp, name)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const rows = await cp.rows<{ reservations: number }>('SELECT reservations FROM nodes ORDER BY reservations DESC');
  expect(rows.map(({ reservations }) => reservations)).toEqual([3, 3, 3, 3, 3, 3, 2]);
});
