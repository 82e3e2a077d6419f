import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Address4 } from 'ip-address';
import { HetznerError } from './errors.ts';
import { overlap, parseRange4 } from './ip-ranges.ts';
import { type NetworkPlan, parseNetworkRange, withRange, withRoute, withSubnet } from './network-plan.ts';

const empty: NetworkPlan = { ipRange: '10.0.0.0/16', subnets: [], routes: [] };
const subnet = (ip_range?: string, network_zone = 'eu-central') => ({ type: 'cloud', ip_range, network_zone });

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof HetznerError) return undefined;
    throw error;
  }
}

describe('a network', () => {
  test.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.5.0/24'])('may have the range %s', (range) => {
    expect(parseNetworkRange(range).networkForm()).toBe(range);
  });

  test.each(['10.0.0.0/25', '11.0.0.0/16', '10.0.0.1/16', '172.0.0.0/8', '10.0.0.0', 'fd00::/8', '0.0.0.0/0'])(
    'is refused the range %s',
    (range) => {
      expect(() => parseNetworkRange(range)).toThrow(HetznerError);
    },
  );

  test('grows at its end only', () => {
    expect(withRange(empty, '10.0.0.0/15').ipRange).toBe('10.0.0.0/15');
    expect(() => withRange(empty, '10.0.0.0/17')).toThrow(HetznerError);
    expect(() => withRange({ ...empty, ipRange: '10.1.0.0/16' }, '10.0.0.0/15')).toThrow(HetznerError);
  });
});

describe('a subnet', () => {
  test("has the network's gateway", () => {
    expect(withSubnet(empty, subnet('10.0.7.0/24')).subnets).toEqual([
      { type: 'cloud', ipRange: '10.0.7.0/24', networkZone: 'eu-central', gateway: '10.0.0.1' },
    ]);
  });

  test('without a range gets the first free /24', () => {
    const plan = [subnet('10.0.0.0/23'), subnet(), subnet()].reduce(withSubnet, empty);
    expect(plan.subnets.map(({ ipRange }) => ipRange)).toEqual(['10.0.0.0/23', '10.0.2.0/24', '10.0.3.0/24']);
  });

  test('without a range is refused where no /24 is left', () => {
    expect(() => withSubnet(withSubnet(empty, subnet('10.0.0.0/16')), subnet())).toThrow(HetznerError);
  });

  test.each([
    ['outside the network', subnet('10.1.0.0/24')],
    ['larger than the network', subnet('10.0.0.0/15')],
    ['smaller than /30', subnet('10.0.0.0/31')],
    ['with host bits', subnet('10.0.0.1/24')],
    ['of an unknown zone', subnet('10.0.0.0/24', 'mars')],
    ['of an unknown type', { ...subnet('10.0.0.0/24'), type: 'cable' }],
  ])('is refused %s', (_what, bad) => {
    expect(() => withSubnet(empty, bad)).toThrow(HetznerError);
  });

  test('is refused in a zone that differs from the others', () => {
    const plan = withSubnet(empty, subnet('10.0.0.0/24'));
    expect(() => withSubnet(plan, subnet('10.0.1.0/24', 'us-east'))).toThrow(HetznerError);
  });

  test('never overlaps another, whatever is asked for', () => {
    const range = fc
      .tuple(fc.integer({ min: 20, max: 30 }), fc.nat(0xffff))
      .map(([prefix, host]) => new Address4(`10.0.${host >> 8}.${host & 0xff}/${prefix}`).networkForm());
    fc.assert(
      fc.property(fc.array(fc.option(range, { nil: undefined }), { maxLength: 12 }), (asked) => {
        let plan = empty;
        for (const text of asked) plan = tryTo(() => withSubnet(plan, subnet(text))) ?? plan;
        const taken = plan.subnets.map(({ ipRange }) => parseRange4(ipRange, 'ip_range'));
        taken.forEach((a, index) => {
          expect(taken.slice(index + 1).some((b) => overlap(a, b))).toBe(false);
        });
      }),
    );
  });
});

describe('a route', () => {
  const plan = withSubnet(empty, subnet('10.0.1.0/24'));

  test.each(['0.0.0.0/0', '10.100.1.0/24', '192.168.0.0/16'])('may lead to %s', (destination) => {
    const route = { destination, gateway: '10.0.1.2' };
    expect(withRoute(plan, route).routes).toEqual([route]);
  });

  test.each([
    ['a subnet', { destination: '10.0.1.0/25', gateway: '10.0.1.2' }],
    ['a public range', { destination: '8.8.8.0/24', gateway: '10.0.1.2' }],
    ["the public interfaces' gateway", { destination: '172.16.0.0/12', gateway: '10.0.1.2' }],
    ["by way of the network's gateway", { destination: '192.168.0.0/16', gateway: '10.0.0.1' }],
    ['by way of an address outside', { destination: '192.168.0.0/16', gateway: '10.9.0.1' }],
  ])('is refused to %s', (_what, route) => {
    expect(() => withRoute(plan, route)).toThrow(HetznerError);
  });

  test('is refused where there is one, and keeps subnets out', () => {
    const routed = withRoute(plan, { destination: '10.0.9.0/24', gateway: '10.0.1.2' });
    expect(() => withRoute(routed, { destination: '10.0.9.0/24', gateway: '10.0.1.3' })).toThrow(HetznerError);
    expect(() => withSubnet(routed, subnet('10.0.9.128/25'))).toThrow(HetznerError);
  });
});
