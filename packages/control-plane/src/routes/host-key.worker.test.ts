import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { actionsOf, asNode, codeOf, NODE, nodeRow, OTHER_NODE } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const key = (filler: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${filler.repeat(43)}`;
const report = async (ssh_host_key: string, node = NODE) =>
  cp.call('POST', '/internal/host-keys', { as: await asNode(NODE), body: { node_id: node, ssh_host_key } });
const stored = async () => (await cp.get(`/internal/nodes/${NODE}`)).body.ssh_host_key;

test('a host key is kept as the node posts it, and again', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  expect(await report(key('a'))).toMatchObject({ status: 200, body: { changed: true } });
  expect(await report(key('a'))).toMatchObject({ status: 200, body: { changed: false } });
  expect(await stored()).toBe(key('a'));
  expect(await actionsOf(cp, NODE)).toEqual(['node.host_key_set']);
});

test('a host key is not replaced by another, which is written down once, but by an operator', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  await report(key('a'));
  for (const filler of ['b', 'b', 'c']) expect(codeOf(await report(key(filler)))).toBe('host_key_known');
  expect(await stored()).toBe(key('a'));
  const path = `/internal/nodes/${NODE}/host-key`;
  const put = (as: 'operator' | { token: string }) => cp.call('PUT', path, { as, body: { ssh_host_key: key('b') } });
  expect(codeOf(await put(await asNode(NODE)))).toBe('host_key_known');
  expect(await put('operator')).toMatchObject({ status: 200, body: { changed: true } });
  expect(await stored()).toBe(key('b'));
  const refused = 'node.host_key_refused';
  expect(await actionsOf(cp, NODE)).toEqual(['node.host_key_set', refused, refused, 'node.host_key_set']);
});

test('of two different host keys at the same time one is kept', async () => {
  await cp.insert('nodes', nodeRow(NODE));
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((filler) => report(key(filler))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await actionsOf(cp, NODE)).filter((action) => action === 'node.host_key_set')).toHaveLength(1);
});

test('a host key is that of the node itself, and one', async () => {
  await cp.insert('nodes', nodeRow(NODE), nodeRow(OTHER_NODE));
  expect(codeOf(await report(key('a'), OTHER_NODE))).toBe('forbidden');
  for (const wrong of ['ssh-rsa AAAA', `${key('a')} root@host`, '']) {
    expect(codeOf(await report(wrong))).toBe('invalid_request');
  }
  expect(await cp.call('PUT', `/internal/nodes/${NODE}/host-key`, { as: 'nobody', body: {} })).toMatchObject({
    status: 401,
  });
});
