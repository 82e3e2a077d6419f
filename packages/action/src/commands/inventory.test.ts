import { describe, expect, test } from '@jest/globals';
import { InventoryReport, type Orphan, type Region } from '@prego/contracts';
import type { CloudInventory, StackContents } from '@prego/stacks';
import fc from 'fast-check';
import { projectsOf } from '../stack-work/projects.ts';
import type { StackSettings } from '../stack-work/settings.ts';
import { compare, disagree, keyOf, oursIn } from './inventory-compare.ts';
import { merged, regionsOf } from './inventory-look.ts';
import { inventoryReports } from './inventory-reports.ts';
import { inventorySummary, inventoryWarnings } from './inventory-summary.ts';

const labels = { 'managed-by': 'prego' };
const price = (location: string, hourly: number) => ({
  location,
  price_hourly: { net: hourly },
  price_monthly: { net: hourly * 600 },
});
const server = (
  id: number,
  more: Partial<CloudInventory['servers'][number]> = {},
): CloudInventory['servers'][number] => ({
  ...{ id, name: `server-${id}`, status: 'running', server_type: { name: 'cpx32' }, location: { name: 'sin' }, labels },
  ...{ public_net: { ipv4: { ip: '192.0.2.1' }, ipv6: { ip: '2001:db8::/64' } }, created: '2026-11-21T01:00:00+00:00' },
  ...more,
});
const volume = (id: number) => ({ id, name: `volume-${id}`, location: { name: 'sin' }, size: 73, labels });
const cloud = (more: Partial<CloudInventory> = {}): CloudInventory => ({
  ...{ servers: [], volumes: [], networks: [], sshKeys: [], locations: [] },
  serverTypes: [
    {
      ...{ name: 'cpx32', cores: 4, memory: 8, disk: 160, architecture: 'x86', deprecation: null },
      prices: [price('sin', 0.0712), price('ash', 0.05)],
      locations: [
        { name: 'sin', available: true },
        { name: 'ash', available: false },
      ],
    },
  ],
  pricing: {
    currency: 'EUR',
    primary_ips: [{ type: 'ipv4', prices: [price('sin', 0.0008)] }],
    volume: { price_per_gb_month: { net: 0.04 } },
  },
  ...more,
});
const inRegions = (of: CloudInventory, regions: readonly Region[]) => ({ cloud: of, regions });
const has = (stack: string, ...ids: number[]): StackContents => ({
  stack,
  things: ids.map((id) => ({ kind: 'server', id, name: `node-${id}` })),
});

describe('states and cloud', () => {
  test('agree where each of ours is in a state; what is not ours is of no interest', () => {
    const foreign = server(9, { labels: {} });
    expect(disagree([has('sg', 1)], cloud({ servers: [server(1), foreign] }))).toBe(false);
    expect(oursIn(cloud({ servers: [server(1), foreign], volumes: [volume(1)] })).map(keyOf)).toEqual([
      'server 1',
      'volume 1',
    ]);
  });

  test('disagree where a state has more, or less, or a volume of the same id instead', () => {
    expect(disagree([has('sg', 1, 2)], cloud({ servers: [server(1)] }))).toBe(true);
    expect(disagree([has('sg')], cloud({ servers: [server(1)] }))).toBe(true);
    expect(disagree([has('sg', 1)], cloud({ servers: [server(1)], volumes: [volume(1)] }))).toBe(true);
  });

  test('seen twice, what a run is making has its stack, and what a return takes away is not gone', () => {
    const [before, after] = [[has('sg', 1, 2, 3)], [has('sg', 1, 3, 4)]];
    const { stackOf, gone } = compare(before, cloud({ servers: [server(1), server(4)] }), after);
    expect(stackOf.get('server 4')).toBe('sg');
    expect(gone).toEqual([{ kind: 'server', id: 3, name: 'node-3', stack: 'sg' }]);
  });

  test('name each thing of ours once: in a stack, in none, or gone', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(ids, ids, (inState, inCloud) => {
        const { stackOf, gone } = compare([has('sg', ...inState)], cloud({ servers: inCloud.map((id) => server(id)) }));
        expect(gone.map(({ id }) => id)).toEqual(inState.filter((id) => !inCloud.includes(id)));
        for (const id of inCloud) expect(stackOf.has(`server ${id}`)).toBe(inState.includes(id));
      }),
    );
  });
});

describe('several projects', () => {
  const sshKey = (id: number) => ({ id, name: `key-${id}`, fingerprint: 'aa:bb', labels: {} });
  const network = (id: number) => ({ id, name: `net-${id}`, ip_range: '10.0.0.0/8', subnets: [], servers: [], labels });

  test('are one cloud: what each has, and once what is sold', () => {
    const main = cloud({ servers: [server(1)], volumes: [volume(2)], sshKeys: [sshKey(6)] });
    const other = cloud({ servers: [server(3)], networks: [network(4)], sshKeys: [sshKey(5)] });
    expect(merged([inRegions(main, ['sg', 'us']), inRegions(other, ['eu'])])).toEqual({
      ...main,
      servers: [server(1), server(3)],
      networks: [{ ...network(4), regions: ['eu'] }],
      sshKeys: [
        { ...sshKey(6), regions: ['sg', 'us'] },
        { ...sshKey(5), regions: ['eu'] },
      ],
    });
  });

  test('that are the same one by two tokens have each thing once, in the regions of both', () => {
    const one = cloud({ servers: [server(1)], volumes: [volume(2)], networks: [network(4)], sshKeys: [sshKey(5)] });
    const both = { regions: ['sg', 'eu'] };
    expect(merged([inRegions(one, ['sg']), inRegions(one, ['eu'])])).toEqual({
      ...one,
      networks: [{ ...network(4), ...both }],
      sshKeys: [{ ...sshKey(5), ...both }],
    });
  });
});

test.each([
  [{}, { main: ['sg', 'us', 'eu'] }],
  [{ hcloud_token_eu: 'e' }, { main: ['sg', 'us'], e: ['eu'] }],
  [
    { hcloud_token_us: 'u', hcloud_token_eu: 'e' },
    { main: ['sg'], u: ['us'], e: ['eu'] },
  ],
  [
    { hcloud_token_us: 'u', hcloud_token_eu: 'u' },
    { main: ['sg'], u: ['us', 'eu'] },
  ],
])('with %j each project serves the regions whose runs work with its token', (others, expected) => {
  const settings = { credentials: { hcloudToken: 'main' } } as StackSettings;
  const found = projectsOf(settings, others).map(({ hcloudToken = '' }) => [
    hcloudToken,
    regionsOf(hcloudToken, settings, others),
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

describe('reports', () => {
  const reported = (given: CloudInventory, stackOf = new Map<string, string>()) =>
    Object.fromEntries(
      inventoryReports(merged([inRegions(given, ['eu'])]), { stackOf }, 7).reports.map((report) => [
        report.kind,
        InventoryReport.parse(report).items,
      ]),
    );

  test('have a server with its stack, and its price with that of its public address', () => {
    const alone = server(2, { public_net: { ipv4: null, ipv6: null } });
    const elsewhere = server(3, { location: { name: 'ash' } });
    const unknown = server(4, { server_type: { name: 'new' } });
    const { servers } = reported(
      cloud({ servers: [server(1), alone, elsewhere, unknown] }),
      new Map([['server 1', 'sg']]),
    );
    expect(servers).toMatchObject([
      {
        id: 1,
        stack: 'sg',
        hourly_cost: 0.072,
        ipv4: '192.0.2.1',
        ipv6: '2001:db8::/64',
        created_at: Date.UTC(2026, 10, 21, 1),
      },
      { id: 2, stack: null, hourly_cost: 0.0712, ipv4: null },
      { id: 3, hourly_cost: null },
      { id: 4, hourly_cost: null },
    ]);
  });

  test('have volumes by their size, types with prices, and what Hetzner has no room for', () => {
    const all = reported(cloud({ volumes: [volume(1)] }), new Map([['volume 1', 'dedicated-acme']]));
    expect(all.volumes).toMatchObject([{ size_gb: 73, stack: 'dedicated-acme', hourly_cost: 0.004 }]);
    expect(all.server_types).toMatchObject([
      {
        name: 'cpx32',
        memory_gb: 8,
        deprecated: false,
        prices: [{ location: 'sin', hourly: 0.0712 }, { location: 'ash' }],
      },
    ]);
    expect(all.unavailable_offers).toEqual([{ server_type: 'cpx32', location: 'ash', ttl_s: 7200 }]);
  });

  test('have networks and SSH keys with the regions that they serve', () => {
    const networks = [{ ...{ id: 4, name: 'net', ip_range: '10.0.0.0/8', subnets: [], servers: [1], labels } }];
    const all = reported(cloud({ networks, sshKeys: [{ id: 5, name: 'ops', fingerprint: 'aa:bb', labels: {} }] }));
    expect(all.networks).toMatchObject([{ id: 4, servers: 1, regions: ['eu'] }]);
    expect(all.ssh_keys).toMatchObject([{ id: 5, regions: ['eu'] }]);
  });

  test('have what is billed beside servers, as Hetzner has it', () => {
    const { prices } = reported(cloud());
    expect(prices).toEqual([
      { what: 'primary_ipv4', location: 'sin', hourly: 0.0008, monthly: 0.0008 * 600 },
      { what: 'volume_gb', hourly: 0.04 / 730, monthly: 0.04 },
    ]);
    const none = { currency: 'EUR', primary_ips: [], volume: { price_per_gb_month: { net: 0.04 } } };
    expect(reported(cloud({ pricing: none })).prices).toMatchObject([{ what: 'volume_gb' }]);
  });

  test('tell servers last, so that orphans are found with all prices, and all as of the same moment', () => {
    const { reports } = inventoryReports(merged([inRegions(cloud(), ['sg'])]), { stackOf: new Map() }, 7);
    expect(reports.at(-1)?.kind).toBe('servers');
    expect(new Set(reports.map(({ seen_at }) => seen_at))).toEqual(new Set([7]));
  });

  test('of more than is taken keep what is ours, and say so', () => {
    const many = Array.from({ length: 25_000 }, (_, i) => server(i + 1, { labels: {} }));
    const all = merged([inRegions(cloud({ servers: [...many, server(99_999)] }), ['sg'])]);
    const { reports, cut } = inventoryReports(all, { stackOf: new Map() }, 7);
    const servers = reports.at(-1)?.items as { id: number }[];
    expect(cut).toEqual(['servers']);
    expect(servers).toHaveLength(25_000);
    expect(servers[0]?.id).toBe(99_999);
  });
});

describe('what people read', () => {
  const orphan = (id: number, more: Partial<Orphan> = {}): Orphan => ({
    ...{ kind: 'server', id, name: `old-${id}`, location: 'sin', stack: null, job_id: 'job_1', node_id: null },
    ...{ reason: 'not_in_state', hourly_cost: 0.05, ...more },
  });
  const found = (orphans: Orphan[], count = orphans.length) => ({
    orphans,
    count,
    hourlyCost: 0.05 * count,
    missingNodes: [],
  });
  const read = { reports: [], currency: 'EUR', gone: [] };

  test('is each orphan with its cost, and what all cost', () => {
    const summary = inventorySummary({
      ...read,
      found: found([orphan(1), orphan(2, { hourly_cost: null, reason: 'node_retired' })]),
    });
    expect(summary.join('\n')).toContain('All 2 cost 0.1000 EUR an hour, net.');
    expect(summary.join('\n')).toContain('| server | old-1 | sin | in no state | job_1 | 0.0500 EUR |');
    expect(summary.join('\n')).toContain('| its node is retired | job_1 | unknown |');
  });

  test('is that there is nothing, where there is nothing', () => {
    expect(inventorySummary({ ...read, found: found([]) }).join('\n')).toContain('Nothing: all that bears our label');
    expect(inventoryWarnings({ ...read, found: found([]) })).toEqual([]);
  });

  test('are at most ten warnings: the sum, the dearest, and what is missing on both sides', () => {
    const many = Array.from({ length: 500 }, (_, i) => orphan(i + 1));
    const gone = [{ stack: 'sg', kind: 'server' as const, id: 7, name: 'sg-s-7' }];
    const missingNodes = [{ node_id: 'sg-s-8', hetzner_server_id: 8 }];
    const warnings = inventoryWarnings({ ...read, gone, found: { ...found(many, 900), missingNodes } });
    expect(warnings).toHaveLength(10);
    expect(warnings[0]).toBe('900 things are billed and nobody’s: 45.0000 EUR an hour, net.');
    expect(warnings[1]).toMatch(/^server old-1 \(1\) in sin for 0\.0500 EUR an hour: in no state\. Retry its job/);
    expect(warnings.slice(-2)).toEqual([expect.stringContaining('sg-s-7 (sg)'), expect.stringContaining('sg-s-8')]);
    expect(inventorySummary({ ...read, gone, found: { ...found(many, 900), missingNodes } }).join('\n')).toContain(
      '800 more are in the console.',
    );
  });
});
