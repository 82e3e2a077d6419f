import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { NodeStatus } from '@prego/contracts';
import { drizzle } from 'drizzle-orm/d1';
import { ControlPlane } from '../testing/control-plane.ts';
import { JOB, jobRow, NODE, nodeRow } from '../testing/fleet.ts';
import { commit, type Statement } from './db.ts';
import { hostKeyStatements, nodeMoveStatements, nodeReadyStatements, registerStatements } from './write-nodes.ts';

// Each of these rests on a row that was read before. Here somebody else is always faster.
let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const by = { at: 5, actor: { kind: 'operator' }, request_id: 'r' } as const;
const db = () => drizzle(cp.env.DB);
const returned = async (statements: Statement[]) => ((await commit(db(), statements)) as unknown[][]).at(-1);
const audited = async () => (await cp.rows<{ action: string }>('SELECT action FROM audit')).map(({ action }) => action);

test('a node is registered with the first server, and the second is neither kept nor audited', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  const server = { host_ipv4: null, host_ipv6: null, private_ip: null, server_type: 'cpx32', location: 'sin' };
  const register = (hetzner_server_id: number) =>
    returned(registerStatements(db(), NODE, { ...server, hetzner_server_id }, by));
  expect(await register(1)).toEqual([{ node_id: NODE }]);
  expect(await register(2)).toEqual([]);
  expect(await cp.rows('SELECT hetzner_server_id FROM nodes')).toEqual([{ hetzner_server_id: 1 }]);
  expect(await audited()).toEqual(['node.registered']);
});

test('of two host keys that were both the first, one is kept', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  const keep = (key: string) => returned(hostKeyStatements(db(), { node_id: NODE, known: null, key }, by));
  expect(await keep('a')).toHaveLength(1);
  expect(await keep('b')).toEqual([]);
  expect(await cp.rows('SELECT ssh_host_key FROM nodes')).toEqual([{ ssh_host_key: 'a' }]);
  expect(await audited()).toEqual(['node.host_key_set']);
});

test('a node that has left a status is not moved from it', async () => {
  await cp.insert('nodes', nodeRow(NODE, { status: 'ready' }));
  const move = (to: 'cordoned' | 'draining') =>
    returned(nodeMoveStatements(db(), { node_id: NODE, from: 'ready', to, reason: 'x', ...by }));
  expect(await move('cordoned')).toHaveLength(1);
  expect(await move('draining')).toEqual([]);
  expect(await audited()).toEqual(['node.cordoned']);
});

test('no move is written that the table of moves does not have', () => {
  const move = (from: NodeStatus, to: NodeStatus) => () =>
    nodeMoveStatements(db(), { node_id: NODE, from, to, reason: 'x', ...by });
  expect(move('retired', 'ready')).toThrow('A node does not go from retired to ready');
  expect(move('ready', 'provisioning')).toThrow('A node does not go from ready to provisioning');
  expect(move('ready', 'retired')).not.toThrow();
});

test('a node becomes ready once, with one line in the story of its job', async () => {
  await cp.insert('provision_jobs', jobRow(JOB));
  await cp.insert('nodes', nodeRow(NODE, { registered_at: 1 }));
  const node = { node_id: NODE, job_id: JOB, role: 'shared' } as const;
  expect(await returned(nodeReadyStatements(db(), node, by))).toHaveLength(1);
  expect(await returned(nodeReadyStatements(db(), node, { ...by, at: 6 }))).toEqual([]);
  expect(await audited()).toEqual(['node.ready']);
  expect(await cp.rows('SELECT stage, at FROM trace_events')).toEqual([{ stage: 'node.ready.shared', at: 5 }]);
});

test('a node that is not registered does not become ready, nor is it told', async () => {
  await cp.insert('provision_jobs', jobRow(JOB));
  await cp.insert('nodes', nodeRow(NODE));
  const node = { node_id: NODE, job_id: JOB, role: 'shared' } as const;
  expect(await returned(nodeReadyStatements(db(), node, by))).toEqual([]);
  expect(await cp.rows('SELECT * FROM trace_events')).toEqual([]);
  expect(await audited()).toEqual([]);
});

test('a node whose job is not known becomes ready without a story', async () => {
  await cp.insert('nodes', nodeRow(NODE, { registered_at: 1 }));
  const node = { node_id: NODE, job_id: JOB, role: 'shared' } as const;
  expect(await returned(nodeReadyStatements(db(), node, by))).toHaveLength(1);
  expect(await cp.rows('SELECT * FROM trace_events')).toEqual([]);
});
