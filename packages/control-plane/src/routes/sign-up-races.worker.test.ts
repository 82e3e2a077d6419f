import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Answer, ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, names, putNode, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';
const OTHER = 'sg-s-3333cccc';

// A machine that does other things too takes longer for hundreds of transactions.
jest.setTimeout(60_000);

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({ PLACEMENT_MAX_TENANTS_PER_NODE: '20' });
});
beforeEach(() => emptyWorld(cp));

const all = (tenants: readonly string[]): Promise<Answer[]> => Promise.all(tenants.map((name) => signUp(cp, name)));
const statuses = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))].sort();
const nodes = () =>
  cp.rows<{ node_id: string; reservations: number; capacity: number }>(
    'SELECT node_id, reservations, capacity FROM nodes ORDER BY reservations DESC, node_id',
  );
const reservations = async () => (await nodes()).map((node) => node.reservations);

/** Everybody has exactly one job, seat and decision, and only what may go is on the list. */
async function expectOneOfEach(tenants: number): Promise<void> {
  for (const table of ['tenants', 'provision_jobs', 'seats', 'allocation_decisions']) {
    expect([table, await count(cp, table)]).toEqual([table, tenants]);
  }
  expect(await count(cp, 'outbox')).toBe(await count(cp, 'provision_jobs', "status = 'queued'"));
  expect(await count(cp, 'audit', "action = 'job.created'")).toBe(tenants);
  expect(await count(cp, 'trace_events')).toBe(tenants * 4);
}

describe('50 parallel equal calls', () => {
  test('without a key make one job, one reservation and one dispatch', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => signUp(cp, 'acme')));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await reservations()).toEqual([1]);
    await expectOneOfEach(1);
  });

  test('with a key likewise, and all are answered alike', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => signUp(cp, 'keyed', {}, 'key-1')));
    expect(statuses(answers)).toEqual([202]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await expectOneOfEach(1);
  });

  test('for an enterprise make one trio', async () => {
    await Promise.all(Array.from({ length: 50 }, () => signUp(cp, 'big', { plan_tier: 'enterprise' })));
    expect(await reservations()).toEqual([1, 0, 0]);
    await expectOneOfEach(1);
  });
});

describe('many at once', () => {
  test('50 tenants who race for the last 3 seats: three get them, the others what was bought for them', async () => {
    await putNode(cp, NODE, { capacity: 3 });
    expect(statuses(await all(names(50)))).toEqual([202]);
    const [first, second, third, last] = await nodes();
    expect([first, second, third].map((node) => node?.reservations)).toEqual([20, 20, 7]);
    expect(last).toEqual({ node_id: NODE, reservations: 3, capacity: 3 });
    expect(await nodes()).toHaveLength(4);
    await expectOneOfEach(50);
  });

  test('20 sign-ups into an empty region buy one server', async () => {
    expect(statuses(await all(names(20)))).toEqual([202]);
    expect(await reservations()).toEqual([20]);
    expect(await count(cp, 'provision_jobs', "status = 'waiting'")).toBe(19);
    expect(await count(cp, 'outbox')).toBe(1);
    await expectOneOfEach(20);
  });

  test('a server is bought in each region that is signed up in, and no more', async () => {
    const tenants = names(30);
    const regions = ['sg', 'us', 'eu'];
    await Promise.all(tenants.map((name, i) => signUp(cp, name, { region: regions[i % 3] })));
    expect(await reservations()).toEqual([10, 10, 10]);
    await expectOneOfEach(30);
  });
});

describe('the guard in the database', () => {
  const node = { region: 'sg', role: 'shared', status: 'provisioning', stack: 'sg', job_id: 'job_x', capacity: 20 };
  const buy = (region_seq_seen: number | null) =>
    cp.insert('nodes', { ...node, node_id: OTHER, created_at: 1, updated_at: 1, region_seq_seen });

  test('refuses a server to who does not know of a free place', async () => {
    await putNode(cp, NODE);
    await expect(buy(0)).rejects.toThrow(/region_changed/);
    await buy(1);
  });

  test('lets it be bought where what came up is full, closed, or in another region', async () => {
    await putNode(cp, NODE, { capacity: 0 });
    await putNode(cp, 'sg-s-4444dddd', { status: 'draining' });
    await putNode(cp, 'us-s-5555ffff', { region: 'us' });
    await buy(0);
    expect(await count(cp, 'nodes')).toBe(4);
  });
});
