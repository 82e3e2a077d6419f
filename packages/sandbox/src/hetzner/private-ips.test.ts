import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Address4 } from 'ip-address';
import type { NetworkDocument, ServerDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { allocatePrivateIp } from './private-ips.ts';
import { testCloud } from './testing.ts';

const PROJECT = 1;

function network(ipRange: string, subnets: string[]): NetworkDocument {
  const gateway = new Address4(ipRange).startAddress().offset(1).correctForm();
  return {
    id: 1,
    name: 'net',
    labels: {},
    created: '2026-11-21T01:00:00+00:00',
    ipRange,
    subnets: subnets.map((range) => ({ type: 'cloud', ipRange: range, networkZone: 'eu-central', gateway })),
    routes: [],
    protection: { delete: false },
    exposeRoutesToVswitch: false,
  };
}

function attach(hetzner: Hetzner, id: number, ip: string, aliasIps: string[] = []): void {
  const privateNets = [{ network: 1, ip, aliasIps, macAddress: '86:00:00:00:00:01' }];
  hetzner.servers.put(PROJECT, { id, name: `s${id}`, labels: {}, privateNets } as unknown as ServerDocument);
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof HetznerError) return error.code;
    throw error;
  }
  return undefined;
}

describe('a private address', () => {
  test('is never a reserved one, never one that is taken, and always in a subnet', () => {
    const subnets = fc.constantFrom<string[]>(
      ['10.0.0.0/29'],
      ['10.0.0.0/30', '10.0.0.8/29'],
      ['10.0.0.16/28', '10.0.0.0/30'],
      ['10.0.0.0/24'],
    );
    const wish = fc.option(fc.nat(40), { nil: undefined });
    fc.assert(
      fc.property(subnets, fc.array(wish, { maxLength: 40 }), (ranges, wishes) => {
        const { hetzner } = testCloud();
        const net = network('10.0.0.0/24', ranges);
        const given = new Set<string>();
        for (const [index, last] of wishes.entries()) {
          const wished = last === undefined ? undefined : `10.0.0.${last}`;
          const free = () => allocatePrivateIp(hetzner, PROJECT, net, wished);
          const refusal = codeOf(free);
          if (refusal) {
            expect(refusal).toBe(wished ? 'ip_not_available' : 'no_subnet_available');
            continue;
          }
          const ip = free();
          expect(ip).toBe(wished ?? ip);
          expect(given.has(ip)).toBe(false);
          const subnet = ranges.map((range) => new Address4(range)).find((range) => new Address4(ip).isInSubnet(range));
          const reserved = [subnet?.startAddress(), subnet?.endAddress(), new Address4('10.0.0.1')];
          expect(reserved.map((address) => address?.correctForm())).not.toContain(ip);
          given.add(ip);
          attach(hetzner, index + 1, ip);
        }
        hetzner.core.store.close();
      }),
      { numRuns: 40 },
    );
  });

  test('is the lowest free one, gaps and further subnets used', () => {
    const { hetzner } = testCloud();
    const net = network('10.0.0.0/16', ['10.0.0.0/29', '10.0.1.0/29']);
    const order: string[] = [];
    for (let id = 1; id <= 8; id++) {
      order.push(allocatePrivateIp(hetzner, PROJECT, net));
      attach(hetzner, id, order.at(-1) as string);
    }
    expect(order.map((ip) => ip.replace('10.0.', ''))).toEqual([
      '0.2',
      '0.3',
      '0.4',
      '0.5',
      '0.6',
      '1.1',
      '1.2',
      '1.3',
    ]);
    hetzner.servers.delete(PROJECT, 2);
    expect(allocatePrivateIp(hetzner, PROJECT, net)).toBe('10.0.0.3');
  });

  test('is not an alias of another server', () => {
    const { hetzner } = testCloud();
    attach(hetzner, 1, '10.0.0.2', ['10.0.0.3']);
    expect(allocatePrivateIp(hetzner, PROJECT, network('10.0.0.0/16', ['10.0.0.0/24']))).toBe('10.0.0.4');
  });

  test("is not the gateway of the servers' public interfaces", () => {
    const { hetzner } = testCloud();
    const net = network('172.31.0.0/16', ['172.31.1.0/24']);
    expect(allocatePrivateIp(hetzner, PROJECT, net)).toBe('172.31.1.2');
    expect(codeOf(() => allocatePrivateIp(hetzner, PROJECT, net, '172.31.1.1'))).toBe('ip_not_available');
  });

  test('comes from a subnet of the zone that is asked for', () => {
    const { hetzner } = testCloud();
    const net = network('10.0.0.0/16', ['10.0.0.0/24']);
    expect(codeOf(() => allocatePrivateIp(hetzner, PROJECT, net, undefined, 'us-east'))).toBe('no_subnet_available');
  });

  test('is refused to the 101st server', () => {
    const { hetzner } = testCloud();
    const net = network('10.0.0.0/16', ['10.0.0.0/16']);
    for (let id = 1; id <= 100; id++) attach(hetzner, id, allocatePrivateIp(hetzner, PROJECT, net));
    expect(codeOf(() => allocatePrivateIp(hetzner, PROJECT, net))).toBe('resource_limit_exceeded');
  });
});
