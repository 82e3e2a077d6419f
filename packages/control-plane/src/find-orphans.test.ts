import { expect, test } from '@jest/globals';
import type { CloudServer, CloudVolume } from '@prego/contracts';
import fc from 'fast-check';
import { findOrphans, hourlyCostOf, type OrphanInput } from './find-orphans.ts';

const labels = { 'managed-by': 'prego', 'job-id': 'job_a', 'node-id': 'sg-s-7k2m9qxb' };
const server = (more: Partial<CloudServer> = {}): CloudServer => ({
  ...{ id: 1, name: 'sg-s-7k2m9qxb', status: 'running', server_type: 'cpx32', location: 'sin', labels, stack: 'sg' },
  ...more,
});
const volume = (more: Partial<CloudVolume> = {}): CloudVolume => ({
  ...{ id: 1, name: 'data', location: 'sin', size_gb: 10, labels, stack: null },
  ...more,
});
const input = (more: Partial<OrphanInput> = {}): OrphanInput => ({
  servers: [],
  volumes: [],
  serverTypes: [
    { name: 'cpx32', cores: 4, memory_gb: 8, disk_gb: 160, prices: [{ location: 'sin', hourly: 0.03, monthly: 18 }] },
  ],
  nodeOfServer: new Map(),
  libraryStacks: new Set(),
  activeJobs: new Set(),
  ...more,
});

test.each([
  ['in no state', server({ stack: null }), undefined, ['not_in_state']],
  ['in no state, though registered', server({ stack: null }), 'ready', ['not_in_state']],
  ['in a state and not registered', server(), undefined, ['not_registered']],
  ['registered and retired', server(), 'retired', ['node_retired']],
  ['registered', server(), 'ready', []],
  ['registered and failed: its node is there to be retired', server(), 'failed', []],
  ["someone else's", server({ stack: null, labels: {} }), undefined, []],
] as const)('a server that is %s', (_, seen, node, reasons) => {
  const nodeOfServer = new Map(node ? [[seen.id, node] as const] : []);
  const found = findOrphans(input({ servers: [seen], nodeOfServer }));
  expect(found.map(({ reason }) => reason)).toEqual(reasons);
});

test('what stands in a stack of the library is known, and is an orphan as soon as the stack is not', () => {
  const seen = input({ servers: [server({ stack: 'library-job_a' }), server({ id: 2, stack: null })] });
  const orphans = (libraryStacks: string[]) =>
    findOrphans({ ...seen, libraryStacks: new Set(libraryStacks) }).map(({ id, reason }) => [id, reason]);
  expect(orphans(['library-job_a'])).toEqual([[2, 'not_in_state']]);
  expect(orphans(['library-job_b'])).toEqual([
    [1, 'not_registered'],
    [2, 'not_in_state'],
  ]);
});

test('what is labelled with a stack of the library is known though no state has it, as long as the stack is', () => {
  const ofRun = { stack: null, labels: { ...labels, stack: 'library-job_a' } };
  const seen = input({ servers: [server(ofRun)], volumes: [volume(ofRun)] });
  const reasons = (libraryStacks: string[]) =>
    findOrphans({ ...seen, libraryStacks: new Set(libraryStacks) }).map(({ kind, reason }) => [kind, reason]);
  expect(reasons(['library-job_a'])).toEqual([]);
  expect(reasons(['library-job_b'])).toEqual([
    ['server', 'not_in_state'],
    ['volume', 'not_in_state'],
  ]);
});

test('a volume in a stack of the library is an orphan as soon as the stack is not known; any other in a state is none', () => {
  const volumes = [volume({ stack: 'library-job_a' }), volume({ id: 2, stack: 'sg' })];
  const orphans = (libraryStacks: string[]) =>
    findOrphans(input({ volumes, libraryStacks: new Set(libraryStacks) })).map(({ id, reason }) => [id, reason]);
  expect(orphans(['library-job_a'])).toEqual([]);
  expect(orphans([])).toEqual([[1, 'not_registered']]);
});

test('what a job is just making is no orphan; when the job is over it is', () => {
  const seen = input({ servers: [server({ stack: null })], volumes: [volume()] });
  expect(findOrphans({ ...seen, activeJobs: new Set(['job_a']) })).toEqual([]);
  expect(findOrphans({ ...seen, activeJobs: new Set(['job_b']) })).toHaveLength(2);
});

test('the cost is what automation said, else the price of the type there, else not known', () => {
  const servers = [
    server({ id: 1, hourly_cost: 0.05 }),
    server({ id: 2 }),
    server({ id: 3, location: 'ash' }),
    server({ id: 4, server_type: 'cx23' }),
  ];
  const found = findOrphans(input({ servers, volumes: [volume({ hourly_cost: 0.001 })] }));
  expect(found.map(({ kind, id, hourly_cost }) => [kind, id, hourly_cost])).toEqual([
    ['server', 1, 0.05],
    ['server', 2, 0.03],
    ['volume', 1, 0.001],
    ['server', 3, null],
    ['server', 4, null],
  ]);
  expect(hourlyCostOf(found)).toBe(0.081);
});

test('every server of ours is either a living node, in the making, or an orphan', () => {
  const anyServer = fc.record({
    id: fc.integer({ min: 1, max: 6 }),
    stack: fc.constantFrom(null, 'sg'),
    labels: fc.constantFrom({}, labels, { ...labels, 'job-id': 'job_b' }),
  });
  const servers = fc.uniqueArray(anyServer, { selector: ({ id }) => id });
  const nodes = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('ready' as const, 'failed' as const, 'retired' as const)),
    { selector: ([id]) => id },
  );
  fc.assert(
    fc.property(servers, nodes, fc.subarray(['job_a', 'job_b']), (seen, known, active) => {
      const nodeOfServer = new Map(known);
      const all = seen.map((more) => server(more as Partial<CloudServer>));
      const found = new Set(
        findOrphans(input({ servers: all, nodeOfServer, activeJobs: new Set(active) })).map(({ id }) => id),
      );
      for (const { id, stack, labels } of all) {
        const node = nodeOfServer.get(id);
        const lives = stack !== null && node !== undefined && node !== 'retired';
        const isOurs = labels['managed-by'] === 'prego';
        const isMade = active.includes(labels['job-id'] ?? '');
        expect(found.has(id)).toBe(isOurs && !isMade && !lives);
      }
    }),
  );
});
