import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { ControlPlane } from '../testing/control-plane.ts';
import { actionsOf, claimedJob, codeOf, JOB, NODE, nodeRow, OTHER_NODE } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const server = {
  host_ipv4: '192.0.2.7',
  host_ipv6: '',
  private_ip: '10.0.1.7',
  hetzner_server_id: 101,
  server_type: 'cpx32',
  location: 'sin',
};
const registration = (node_id: string, more: Record<string, unknown> = {}) => ({
  ...{ node_id, region: 'sg', role: 'shared', stack: 'sg', job_id: JOB },
  ...server,
  ...more,
});
const register = (body: unknown, as: 'operator' | { token: string } = 'operator') =>
  cp.call('POST', '/internal/nodes', { as, body });

test('tells which server a decided node is, once', async () => {
  await cp.insert('nodes', nodeRow(NODE, { reservations: 3 }));
  const first = await register(registration(NODE));
  expect(first).toMatchObject({
    status: 200,
    body: { ...server, host_ipv6: null, status: 'provisioning', reservations: 3, free_seats: 17, stale: false },
  });
  const again = await register(registration(NODE));
  expect(again).toMatchObject({ status: 200, body: { registered_at: first.body.registered_at } });
  expect(await actionsOf(cp, NODE)).toEqual(['node.registered']);
});

test('takes a new address, not another server', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  await register(registration(NODE));
  expect(await register(registration(NODE, { host_ipv4: '192.0.2.8' }))).toMatchObject({
    status: 200,
    body: { host_ipv4: '192.0.2.8' },
  });
  const other = await register(registration(NODE, { hetzner_server_id: 102 }));
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'node_mismatch' } } });
  expect(other.body.error.message).toContain('hetzner_server_id of sg-s-7k2m9qxb is 101, not 102.');
  expect((await cp.rows('SELECT hetzner_server_id FROM nodes'))[0]).toEqual({ hetzner_server_id: 101 });
});

test.each([
  ['another job', { job_id: 'job_other' }],
  ['another stack', { stack: 'us' }],
  ['another tenant', { tenant_id: 'globex' }],
])('refuses %s', async (_, more) => {
  await cp.insert('nodes', nodeRow(NODE, { tenant_id: 'acme' }));
  expect(codeOf(await register(registration(NODE, more)))).toBe('node_mismatch');
});

test('refuses one server for two nodes, also at the same time', async () => {
  await cp.insert('nodes', nodeRow(NODE), nodeRow(OTHER_NODE));
  const answers = await Promise.all([register(registration(NODE)), register(registration(OTHER_NODE))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.map(codeOf)).toContain('node_mismatch');
});

test('two servers for one node at the same time leave one', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  const ids = [201, 202, 203, 204, 205];
  const answers = await Promise.all(ids.map((id) => register(registration(NODE, { hetzner_server_id: id }))));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(await actionsOf(cp, NODE)).toEqual(['node.registered']);
});

test('an id that does not fit the region or role is refused by the field', async () => {
  const wrong = await register(registration(NODE, { region: 'us', role: 'db' }));
  expect(wrong.body.error.message).toMatch(/region: .*role: /);
});

test('an operator makes a node known that nobody decided', async () => {
  expect(await register(registration(NODE, { capacity: 7 }))).toMatchObject({
    status: 201,
    body: { capacity: 7, status: 'provisioning' },
  });
  expect(await register(registration(OTHER_NODE, { hetzner_server_id: 102 }))).toMatchObject({
    body: { capacity: 20 },
  });
  expect(await actionsOf(cp, NODE)).toEqual(['node.created']);
});

test('of many who make it known at once one creates it', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(registration(NODE))));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  expect(await actionsOf(cp, NODE)).toEqual(['node.created']);
});

test('a run registers the nodes of its own job, known or derived from it, and no other', async () => {
  const as = await claimedJob(cp, JOB);
  await cp.insert('nodes', nodeRow(NODE), nodeRow(OTHER_NODE, { job_id: 'job_other' }));
  expect(await register(registration(NODE), as)).toMatchObject({ status: 200 });
  const derived = registration(sharedNodeId('sg', JOB), { hetzner_server_id: 102 });
  expect(await register(derived, as)).toMatchObject({ status: 201 });
  const others = { job_id: 'job_other', hetzner_server_id: 103 };
  expect(codeOf(await register(registration(OTHER_NODE, others), as))).toBe('forbidden');
  expect(codeOf(await register(registration(OTHER_NODE, { hetzner_server_id: 103 }), as))).toBe('forbidden');
  const ofAnother = registration(sharedNodeId('sg', 'job_other'), others);
  expect(codeOf(await register(ofAnother, as))).toBe('forbidden');
  expect(codeOf(await register(registration('sg-s-33333333', { hetzner_server_id: 103 }), as))).toBe('forbidden');
  expect(await cp.rows('SELECT node_id FROM nodes')).toHaveLength(3);
});

test('a run makes no node of another region or tenant than its job is for', async () => {
  const as = await claimedJob(cp, JOB, { tenant_id: 'acme' });
  const eu = registration(sharedNodeId('eu', JOB), { region: 'eu', stack: 'eu' });
  expect(codeOf(await register(eu, as))).toBe('node_mismatch');
  expect(codeOf(await register(registration(sharedNodeId('sg', JOB), { tenant_id: 'globex' }), as))).toBe(
    'node_mismatch',
  );
  expect(await cp.rows('SELECT * FROM nodes')).toEqual([]);
});

test('a failed node comes back when its own job is tried again, a retired one never', async () => {
  await cp.insert(
    'nodes',
    nodeRow(NODE, { status: 'failed', status_reason: 'x' }),
    nodeRow(OTHER_NODE, { status: 'retired' }),
  );
  expect(await register(registration(NODE))).toMatchObject({ body: { status: 'provisioning', status_reason: null } });
  expect(await actionsOf(cp, NODE)).toEqual(['node.registered', 'node.provisioning']);
  expect(codeOf(await register(registration(OTHER_NODE, { hetzner_server_id: 102 })))).toBe('node_retired');
});
