import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FoundNetwork } from '../clouds/cloud-lookup.ts';
import { addressesIn } from '../ipv4.ts';
import { type AddressWish, chooseAddresses, lostAddresses } from './private-addresses.ts';

const network = (taken: FoundNetwork['taken'] = [], ipRange = '10.0.0.0/16'): FoundNetwork => ({
  name: 'office',
  ipRange,
  subnets: [],
  servers: taken.length,
  taken,
});
const wish = (more: Partial<AddressWish> = {}): AddressWish => ({
  ...{ jobId: 'job_1', keys: ['web', 'db'], subnet: '10.0.0.0/28', kept: new Map(), serverIds: [] },
  ...more,
});
const hosts = Array.from({ length: 13 }, (_, index) => `10.0.0.${index + 2}`);
const someTaken = fc
  .subarray(hosts, { maxLength: 11 })
  .map((ips) => ips.map((ip, id) => ({ ip, serverId: String(id) })));

describe('the private addresses of a set', () => {
  test('are free, each another, in the subnet, and never its first, its last or the gateway', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), someTaken, (jobId, taken) => {
        const chosen = [...chooseAddresses(network(taken), wish({ jobId })).values()];
        expect(new Set([...chosen, ...taken.map(({ ip }) => ip)]).size).toBe(taken.length + 2);
        for (const address of chosen) expect(hosts).toContain(address);
      }),
    );
  });

  test('are the same each time for the same job, and as a rule others for another', () => {
    const of = (jobId: string) => [...chooseAddresses(network(), wish({ jobId, subnet: '10.0.4.0/22' })).values()];
    expect(of('job_1')).toEqual(of('job_1'));
    const jobs = Array.from({ length: 20 }, (_, index) => of(`job_${index}`).join());
    expect(new Set(jobs).size).toBeGreaterThan(18);
  });

  test('stay what they were for those that are there, also where a better one is free by now', () => {
    const kept = new Map([
      ['web', '10.0.0.7'],
      ['db', '10.0.0.9'],
    ]);
    const taken = [{ ip: '10.0.0.7', serverId: '41' }];
    expect(chooseAddresses(network(taken), wish({ kept, serverIds: ['41'] }))).toEqual(kept);
  });

  test.each<[string, FoundNetwork['taken']]>([
    ['another server', [{ ip: '10.0.0.9', serverId: '42' }]],
    ['a load balancer', [{ ip: '10.0.0.9' }]],
  ])('that were given already and that %s has by now are an error', (_, taken) => {
    const lost = wish({ kept: new Map([['db', '10.0.0.9']]), serverIds: ['41'] });
    expect(lostAddresses(network(taken), lost)).toEqual(['10.0.0.9']);
    expect(() => chooseAddresses(network(taken), lost)).toThrow(expect.objectContaining({ code: 'name_taken' }));
  });

  test('leave out the gateway of the public network, which Hetzner gives to nobody', () => {
    const subnet = '172.31.1.0/30';
    expect([...chooseAddresses(network([], '172.31.0.0/16'), wish({ subnet, keys: ['db'] })).values()]).toEqual([
      '172.31.1.2',
    ]);
  });

  test('are refused where the subnet has no room', () => {
    const full = hosts.slice(1).map((ip) => ({ ip }));
    expect(() => chooseAddresses(network(full), wish())).toThrow(
      expect.objectContaining({ code: 'limit_exceeded', what: 'The subnet 10.0.0.0/28 has no address left.' }),
    );
  });

  test('are refused where the network would have more servers than Hetzner attaches', () => {
    const { at } = addressesIn('10.0.9.0/24');
    const servers = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ ip: at(BigInt(id + 1)), serverId: String(id) }));
    expect(() => chooseAddresses(network(servers(99)), wish())).toThrow(
      expect.objectContaining({ code: 'limit_exceeded', what: expect.stringContaining('101 servers') }),
    );
    // Two of them are ours.
    expect(chooseAddresses(network(servers(100)), wish({ serverIds: ['3', '4'] })).size).toBe(2);
  });
});
