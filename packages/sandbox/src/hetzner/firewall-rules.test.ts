import { describe, expect, test } from '@jest/globals';
import { HetznerError } from './errors.ts';
import { readRules, rulesBody } from './firewall-rules.ts';

const rule = { direction: 'in' as const, protocol: 'tcp' as const, port: '22', source_ips: ['0.0.0.0/0'] };

describe('firewall rules', () => {
  test('are kept in the spelling that the API answers', () => {
    expect(readRules([{ ...rule, source_ips: ['10.0.0.0/8', '2001:DB8:0::/32', '::/0'] }])).toEqual([
      {
        direction: 'in',
        protocol: 'tcp',
        port: '22',
        source_ips: ['10.0.0.0/8', '2001:db8::/32', '::/0'],
        destination_ips: [],
        description: null,
      },
    ]);
  });

  test.each(['1', '65535', '80-85', '80-80', 'any'])('take the port %s', (port) => {
    expect(readRules([{ ...rule, port }])[0]?.port).toBe(port);
  });

  test.each(['', '0', '65536', '85-80', '80-', '-80', '22,80', 'ssh', '1-2-3'])('refuse the port "%s"', (port) => {
    expect(() => readRules([{ ...rule, port }])).toThrow(HetznerError);
  });

  test.each([
    ['tcp without a port', { ...rule, port: null }],
    ['icmp with a port', { ...rule, protocol: 'icmp' as const }],
    ['in without sources', { ...rule, source_ips: [] }],
    ['out without destinations', { ...rule, direction: 'out' as const }],
    ['a range with host bits', { ...rule, source_ips: ['10.0.0.1/8'] }],
    ['an IPv6 range with host bits', { ...rule, source_ips: ['2001:db8::1/32'] }],
    ['an address without its length', { ...rule, source_ips: ['10.0.0.1'] }],
    ['what is no address', { ...rule, source_ips: ['10.0.0.256/32'] }],
  ])('refuse %s', (_what, bad) => {
    expect(() => readRules([bad])).toThrow(HetznerError);
  });

  test('are at most 50', () => {
    expect(rulesBody.safeParse(Array(50).fill(rule)).success).toBe(true);
    expect(rulesBody.safeParse(Array(51).fill(rule)).success).toBe(false);
  });
});
