import { describe, expect, test } from '@jest/globals';
import { parseExport, protectedNodes } from './exported-state.ts';
import { nodeLabels } from './names.ts';
import { readBegunNodes, readNodeSet, type SharedNode } from './node-set.ts';

const OWNER = { stack: 'eu', stateId: '0123456789abcdef' };

const urn = (type: string, name: string): string => `urn:pulumi:eu::prego::${type}::${name}`;
const resource = (type: string, name: string, id: string, inputs: object) => ({
  urn: urn(type, name),
  type,
  id,
  inputs,
});

const labels: Record<string, string> = {
  ...nodeLabels(OWNER, {
    nodeId: 'eu-s-old',
    jobId: 'old',
    role: 'shared',
    region: 'eu',
    privateIp: '10.20.1.10',
    networkZone: 'eu-central',
    group: 2,
  }),
  'added-by': 'hand',
};
const server = {
  ...resource('hcloud:index/server:Server', 'eu-s-old', '42', {
    name: 'eu-s-old',
    location: 'bygone1',
    serverType: 'retired-type',
    image: 'old-image',
    // The bridge adds this to what it read from the cloud.
    labels: { ...labels, __defaults: [] },
    placementGroupId: 7,
    userData: { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'x' },
  }),
  protect: true,
};
const record = resource('cloudflare:index/dnsRecord:DnsRecord', 'eu-s-old-record', 'r', {
  name: 'old.example.com',
  zoneId: 'z',
  type: 'A',
  ttl: 300,
  proxied: false,
});
const state = (resources: object[], begun: object[] = []) => {
  const pending_operations = begun.map((one) => ({ type: 'creating', resource: one }));
  return parseExport(JSON.stringify({ version: 3, deployment: { resources, pending_operations } }));
};
const node: SharedNode = {
  nodeId: 'eu-s-old',
  location: 'bygone1',
  networkZone: 'eu-central',
  serverType: 'retired-type',
  image: 'old-image',
  labels,
  group: 2,
  privateIp: '10.20.1.10',
  protect: true,
};

describe('the node set in a stack', () => {
  test('is what the state says, not what today’s settings say', () => {
    expect(readNodeSet(state([server]))).toEqual([node]);
  });

  test('has the record of a node, also one that a dead run was making', () => {
    const read = { ...node, record: { name: 'old.example.com', zoneId: 'z', proxied: false } };
    expect(readNodeSet(state([server, record]))).toEqual([read]);
    expect(readNodeSet(state([server], [record]))).toEqual([read]);
  });

  test('tells which nodes have been released', () => {
    expect(readNodeSet(state([{ ...server, protect: false }]))).toEqual([{ ...node, protect: false }]);
  });

  test('has apart the nodes that a dead run was making', () => {
    expect(readNodeSet(state([], [server]))).toEqual([]);
    expect(readBegunNodes(state([], [{ ...server, id: undefined, protect: undefined }]))).toEqual([node]);
    expect(readBegunNodes(state([server], [server]))).toEqual([]);
  });

  test('is empty for a stack that was never updated', () => {
    expect(readNodeSet(parseExport('{"version":3,"deployment":{}}'))).toEqual([]);
  });

  test('leaves out what only waits for its deletion', () => {
    expect(readNodeSet(state([{ ...server, delete: true }]))).toEqual([]);
  });

  test('is not guessed where the state is not ours, or a label was lost', () => {
    const { 'private-ip': _, ...fewer } = labels;
    expect(() => readNodeSet(state([{ ...server, inputs: { ...server.inputs, labels: fewer } }]))).toThrow(
      expect.objectContaining({ code: 'state_unreadable', what: expect.stringContaining('private-ip') }),
    );
  });

  test('names the protected servers', () => {
    expect(protectedNodes(state([server, record]).resources)).toEqual(['eu-s-old']);
  });
});
