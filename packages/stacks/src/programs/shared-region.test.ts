import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SharedNode } from '../node-set.ts';
import type { FailedTry } from './program.ts';
import { type NewNode, withNewNodes } from './shared-region.ts';

const STATE_ID = '0123456789abcdef';

/** As an older version of the settings made it. */
const node: SharedNode = {
  nodeId: 'eu-s-old',
  location: 'bygone1',
  networkZone: 'eu-central',
  serverType: 'retired-type',
  image: 'old-image',
  labels: { 'job-id': 'old', 'added-by': 'hand' },
  group: 2,
  privateIp: '10.20.1.10',
  protect: true,
};

describe('adding nodes to a region', () => {
  const add = (existing: SharedNode[], nodes: NewNode[], failed: FailedTry[] = [], region: 'eu' | 'us' = 'eu') =>
    withNewNodes(existing, { region, add: nodes }, { stack: region, stateId: STATE_ID }, failed);
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
      state: STATE_ID,
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

  test('refuses a DNS name that another node has, also one of the same run', () => {
    const record = { name: 'a.example.com', zoneId: 'z', proxied: false };
    const [a] = add([], [{ jobId: 'a', record }]);
    const taken = expect.objectContaining({ code: 'name_taken', what: expect.stringContaining(String(a?.nodeId)) });
    const inCapitals = { ...record, name: 'A.example.com' };
    expect(() =>
      add(
        [],
        [
          { jobId: 'a', record },
          { jobId: 'b', record: inCapitals },
        ],
      ),
    ).toThrow(taken);
    expect(() => add([a as SharedNode], [{ jobId: 'b', record }])).toThrow(taken);
    expect(
      add(
        [a as SharedNode],
        [
          { jobId: 'a', record },
          { jobId: 'b', record: { ...record, zoneId: 'y' } },
        ],
      ),
    ).toHaveLength(2);
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
