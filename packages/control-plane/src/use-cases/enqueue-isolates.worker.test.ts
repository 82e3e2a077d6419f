import { beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Deps } from '../deps.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld } from '../testing/placement-world.ts';
import { testDeps } from '../testing/test-deps.ts';
import { enqueueProvision } from './enqueue-provision.ts';

jest.setTimeout(120_000);

const SEATS = 3;
const SETTINGS = { PLACEMENT_MAX_TENANTS_PER_NODE: String(SEATS) };

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start(SETTINGS);
});

/** What an isolate knows of the nodes hangs on its settings: each of these has a view of its own. */
const isolates = (howMany: number): Promise<Deps[]> =>
  Promise.all(Array.from({ length: howMany }, () => testDeps(cp, SETTINGS, Date.now())));

let signedUp = 0;
const signUpAt = (deps: Deps) => {
  const tenant_id = `tenant-${++signedUp}`;
  const input = { tenant_id, subdomain_slug: tenant_id };
  return enqueueProvision(deps, { kind: 'gateway' }, { input, key: undefined, request_id: 'r' });
};

/** Gives up the places of so many tenants. */
const leave = (tenants: number) =>
  cp.rows(
    'DELETE FROM seats WHERE tenant_id IN (SELECT tenant_id FROM seats ORDER BY node_id, tenant_id DESC LIMIT ?)',
    tenants,
  );

const freeSeats = async () =>
  (await cp.rows<{ n: number }>('SELECT COALESCE(SUM(capacity - tenants - reservations), 0) AS n FROM nodes'))[0]?.n ??
  Number.NaN;

/** At the same time: sign-ups, each at one of the isolates. Before that some tenants leave. */
const round = fc.record({
  leaving: fc.nat(4),
  at: fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }),
});

test('isolates that each have their own view of the nodes never overfill one, nor buy one where a place was free', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      await emptyWorld(cp);
      const views = await isolates(3);
      for (const { leaving, at } of rounds) {
        await leave(leaving);
        const [before, free] = [await count(cp, 'nodes'), await freeSeats()];
        const answers = await Promise.all(at.map((view) => signUpAt(views[view] as Deps)));
        expect(answers.every(({ made }) => made)).toBe(true);
        const bought = Math.ceil(Math.max(0, at.length - free) / SEATS);
        expect([bought, await count(cp, 'nodes')]).toEqual([bought, before + bought]);
        expect(await count(cp, 'nodes', 'tenants + reservations > capacity')).toBe(0);
      }
    }),
    { numRuns: 8 },
  );
});
