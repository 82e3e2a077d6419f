import { describe, expect, test } from '@jest/globals';
import { LibraryReport } from '@prego/contracts';
import type { DescribedThing } from '@prego/stacks';
import fc from 'fast-check';
import { libraryReport, thingsOf } from './library-report.ts';
import { reportSection, resourceLine } from './library-summary.ts';

const thing = (kind: DescribedThing['kind'], name: string, more: Partial<DescribedThing> = {}): DescribedThing => ({
  ...{ kind, id: '7', name, serverType: null, sizeGb: null, location: 'fsn1', ipv4: null, ipv6: null },
  ...{ privateIp: null, hourly: 0, monthly: 0 },
  ...more,
});
const server = thing('servers', 'forge', {
  ...{ serverType: 'cx23', ipv4: '203.0.113.9', ipv6: '2001:db8::1', privateIp: '10.0.0.2' },
  ...{ hourly: 0.0088, monthly: 5.49 },
});
const volume = thing('volumes', 'forge-data', { id: '8', sizeGb: 10, hourly: 0.44 / 730, monthly: 0.44 });
const report = (...things: DescribedThing[]) => libraryReport({ things, currency: 'EUR' });

describe('a report', () => {
  test('has what is there with ids, addresses and prices, servers first, and what all of it costs', () => {
    const all = report(thing('firewalls', 'forge'), volume, server);
    expect(LibraryReport.parse(all)).toEqual(all);
    expect(all).toMatchObject({ hourly_cost: 0.009403, monthly_cost: 5.93 });
    expect(all.resources).toMatchObject([
      {
        ...{ kind: 'server', id: '7', name: 'forge', server_type: 'cx23', location: 'fsn1', hourly_cost: 0.0088 },
        ...{ ipv4: '203.0.113.9', ipv6: '2001:db8::1', private_ip: '10.0.0.2' },
      },
      { kind: 'volume', id: '8', size_gb: 10, hourly_cost: 0.000603 },
      { kind: 'firewall', hourly_cost: 0 },
    ]);
  });

  test('of nothing costs nothing', () => {
    expect(report()).toEqual({ resources: [], hourly_cost: 0, monthly_cost: 0 });
  });

  test('knows no sum where it does not know a price, and no price in another currency', () => {
    const unknown = thing('primary_ips', 'address', { hourly: null, monthly: null });
    expect(report(server, unknown)).toMatchObject({ hourly_cost: null, monthly_cost: null });
    const dollars = libraryReport({ things: [server], currency: 'USD' });
    expect(dollars).toMatchObject({ hourly_cost: null, monthly_cost: null, resources: [{ hourly_cost: null }] });
  });

  test('leaves out what is none of its own kinds: a network is never ours', () => {
    expect(report(thing('networks', 'office'), thing('placement_groups', 'forge')).resources).toEqual([]);
  });

  test('is the same whatever the order in which Hetzner lists things, and leads back to them', () => {
    const kinds = fc.constantFrom<DescribedThing['kind']>('servers', 'volumes', 'firewalls', 'primary_ips');
    const things = fc.uniqueArray(
      fc.record({ kind: kinds, id: fc.nat(99).map(String) }).map(({ kind, id }) => thing(kind, `${kind}-x`, { id })),
      { selector: ({ kind, id }) => `${kind}/${id}` },
    );
    fc.assert(
      fc.property(things, (given) => {
        const { resources } = report(...given);
        expect(report(...given.toReversed()).resources).toEqual(resources);
        const keys = (list: readonly { kind: string; id: string }[]) => list.map(({ kind, id }) => `${kind} ${id}`);
        expect(keys(thingsOf(resources)).sort()).toEqual(keys(given).sort());
      }),
    );
  });
});

describe('what people read of it', () => {
  test('is one line for each thing, with where to find it and what it costs', () => {
    const [first, second, third] = report(thing('firewalls', 'fw'), volume, server).resources.map(resourceLine);
    expect(first).toBe('server forge (id 7, cx23 in fsn1, 203.0.113.9), 0.0088 EUR an hour');
    expect(second).toBe('volume forge-data (id 8, 10 GB in fsn1), 0.0006 EUR an hour');
    expect(third).toBe('firewall fw (id 7, fsn1), free');
  });

  test('is a table with the sums, or nothing of nothing', () => {
    expect(reportSection('Still there', report())).toBe('');
    const unknown = report(thing('servers', 'forge', { hourly: null, monthly: null }));
    expect(reportSection('Still there', unknown)).toContain('All of it costs unknown an hour, unknown a month, net.');
    expect(reportSection('Still there', report(server))).toContain('0.0088 EUR an hour, 5.49 EUR a month, net.');
  });
});
