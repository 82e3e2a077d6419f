import { describe, expect, test } from '@jest/globals';
import { parseExport, protectedNodes } from './exported-state.ts';
import { readNodeSet } from './node-set.ts';
import { withNewNodes } from './programs/shared-region.ts';

const urn = (type: string, name: string): string => `urn:pulumi:sg::prego::${type}::${name}`;
const resource = (type: string, name: string, id: string, inputs: object) => ({
  urn: urn(type, name),
  type,
  id,
  inputs,
});

const server = {
  ...resource('hcloud:index/server:Server', 'sg-s-old', '42', {
    name: 'sg-s-old',
    location: 'hel1',
    serverType: 'retired-type',
    image: 'old-image',
    labels: { 'job-id': 'old', 'added-by': 'hand' },
    placementGroupId: 7,
    networks: [{ subnetId: '3-10.20.1.0/24', ip: '10.20.1.10', aliasIps: [] }],
    userData: { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'x' },
  }),
  protect: true,
};
const subnet = resource('hcloud:index/networkSubnet:NetworkSubnet', 'subnet-eu-central', '3-10.20.1.0/24', {});
const group = resource('hcloud:index/placementGroup:PlacementGroup', 'spread-2', '7', {});
const record = resource('cloudflare:index/dnsRecord:DnsRecord', 'sg-s-old-record', 'r', {
  name: 'old.example.com',
  zoneId: 'z',
  type: 'A',
  ttl: 300,
  proxied: false,
});
const exported = (resources: object[]): string => JSON.stringify({ version: 3, deployment: { resources } });
const node = {
  nodeId: 'sg-s-old',
  location: 'hel1',
  networkZone: 'eu-central',
  serverType: 'retired-type',
  image: 'old-image',
  labels: { 'job-id': 'old', 'added-by': 'hand' },
  group: 2,
  privateIp: '10.20.1.10',
};

describe('the node set in a stack', () => {
  test('is what the state says, not what today’s settings say', () => {
    expect(readNodeSet(parseExport(exported([subnet, group, server])))).toEqual([node]);
  });

  test('has the record of a node', () => {
    const [read] = readNodeSet(parseExport(exported([subnet, group, server, record])));
    expect(read?.record).toEqual({ name: 'old.example.com', zoneId: 'z', proxied: false });
  });

  test('is empty for a stack that was never updated', () => {
    expect(readNodeSet(parseExport('{"version":3,"deployment":{}}'))).toEqual([]);
  });

  test('leaves out what only waits for its deletion', () => {
    expect(readNodeSet(parseExport(exported([subnet, group, { ...server, delete: true }])))).toEqual([]);
  });

  test('is not guessed where the state is not ours', () => {
    expect(() => readNodeSet(parseExport(exported([subnet, server])))).toThrow('was not written by its program');
  });

  test('names the protected servers', () => {
    expect(protectedNodes(parseExport(exported([subnet, group, server, record])))).toEqual(['sg-s-old']);
  });
});

describe('adding nodes', () => {
  const spec = (...jobs: string[]) => ({ region: 'eu' as const, add: jobs.map((jobId) => ({ jobId })), access: {} });

  test('leaves those that are there as they are', () => {
    expect(withNewNodes([node], spec('a', 'b'))[0]).toEqual(node);
  });

  test('gives the new ones free addresses and a group with room', () => {
    const added = withNewNodes([node], spec('a', 'b')).slice(1);
    expect(added.map((each) => [each.privateIp, each.group])).toEqual([
      ['10.20.1.11', 1],
      ['10.20.1.12', 1],
    ]);
  });

  test('is done once for a job, however often it is asked for', () => {
    const once = withNewNodes([], spec('a'));
    expect(withNewNodes(once, spec('a'))).toEqual(once);
  });

  test('gives a node its record where a run died between the two', () => {
    const once = withNewNodes([], spec('a'));
    const wanted = { name: 'a.example.com', zoneId: 'z', proxied: true };
    const [again] = withNewNodes(once, { region: 'eu', add: [{ jobId: 'a', record: wanted }], access: {} });
    expect(again).toEqual({ ...once[0], record: wanted });
  });
});
