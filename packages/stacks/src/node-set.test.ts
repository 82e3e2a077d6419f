import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExport, protectedNodes } from './exported-state.ts';
import { nodeLabels } from './names.ts';
import { readBegunNodes, readNodeSet, type SharedNode } from './node-set.ts';
import type { FailedTry } from './programs/program.ts';
import { type NewNode, withNewNodes } from './programs/shared-region.ts';

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

describe('adding nodes', () => {
  const add = (existing: SharedNode[], nodes: NewNode[], failed: FailedTry[] = [], region: 'eu' | 'us' = 'eu') =>
    withNewNodes(existing, { region, add: nodes }, { ...OWNER, stack: region }, failed);
  const jobs = (...ids: string[]): NewNode[] => ids.map((jobId) => ({ jobId }));

  test('leaves those that are there as they are', () => {
    expect(add([node], jobs('a', 'b'))[0]).toEqual(node);
  });

  test('gives the new ones free addresses and a group with room, which their labels tell', () => {
    const added = add([node], jobs('a', 'b')).slice(1);
    expect(added.map((each) => [each.privateIp, each.group])).toEqual([
      ['10.20.1.11', 1],
      ['10.20.1.12', 1],
    ]);
    expect(added[0]?.labels).toMatchObject({
      'private-ip': '10.20.1.11',
      'network-zone': 'eu-central',
      'placement-group': '1',
      'managed-by': 'prego',
      stack: 'eu',
      state: OWNER.stateId,
    });
  });

  test('is done once for a job, however often it is asked for', () => {
    const once = add([], jobs('a'));
    expect(add(once, jobs('a'))).toEqual(once);
  });

  test('gives a node its record where a run died between the two', () => {
    const once = add([], jobs('a'));
    const wanted = { name: 'a.example.com', zoneId: 'z', proxied: true };
    expect(add(once, [{ jobId: 'a', record: wanted }])).toEqual([{ ...once[0], record: wanted }]);
  });

  test('protects again only the node that its job asks for', () => {
    const released = add([], jobs('a', 'b')).map((each) => ({ ...each, protect: false }));
    expect(add(released, jobs('a')).map(({ protect }) => protect)).toEqual([true, false]);
  });

  test('takes the first offer that was not refused', () => {
    const [first] = add([], jobs('a'));
    const { nodeId, location, serverType } = first as SharedNode;
    const refused = { server: nodeId, location, serverType, code: 'capacity_unavailable' } as const;
    expect(location).toBe('fsn1');
    expect(add([], jobs('a'), [refused])[0]).toMatchObject({ location: 'nbg1', serverType });
    const offers = [
      { location, serverType },
      { location, serverType: 'cx43' },
    ];
    expect(add([], [{ jobId: 'a', offers }], [refused])[0]).toMatchObject({ location, serverType: 'cx43' });
    expect(() => add([], [{ jobId: 'a', location }], [refused])).toThrow(
      expect.objectContaining({ code: 'capacity_unavailable', what: expect.stringContaining('cx33 in fsn1') }),
    );
  });

  test('goes to the next network zone where a network is full, and says so where all are', () => {
    const many = Array.from({ length: 101 }, (_, i) => `job_${i}`);
    const nodes = add([], jobs(...many), [], 'us');
    expect(nodes.map(({ networkZone }) => networkZone)).toEqual([...Array(100).fill('us-east'), 'us-west']);
    expect(nodes.at(-1)?.privateIp).toBe('10.20.1.10');
    const ash = many.map((jobId) => ({ jobId, location: 'ash' }));
    expect(() => add([], ash, [], 'us')).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
  });

  test.each([
    ['a location of another region', { offers: [{ location: 'sin', serverType: 'cx33' }] }],
    ['no offer', { offers: [] }],
    [
      'no offer in the one location that is asked for',
      { location: 'hel1', offers: [{ location: 'fsn1', serverType: 'cx33' }] },
    ],
  ])('refuses %s', (_, wish) => {
    expect(() => add([], [{ jobId: 'a', ...wish }])).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  test('never gives an address twice in a zone, nor a group an eleventh server, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 60 }), fc.boolean()), { maxLength: 150 }), (steps) => {
        let nodes: SharedNode[] = [];
        for (const [job, comes] of steps) {
          const [asked] = add([], jobs(`${job}`), [], 'us');
          nodes = comes ? add(nodes, jobs(`${job}`), [], 'us') : nodes.filter(({ nodeId }) => nodeId !== asked?.nodeId);
        }
        const places = nodes.map(({ networkZone, privateIp }) => `${networkZone} ${privateIp}`);
        expect(new Set(places).size).toBe(nodes.length);
        for (const { group } of nodes) expect(nodes.filter((other) => other.group === group).length).toBeLessThan(11);
      }),
      { numRuns: 30 },
    );
  });
});
