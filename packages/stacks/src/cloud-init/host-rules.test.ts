import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NodeRole } from '../regions.ts';
import { renderHostRules } from './host-rules.ts';

const role = fc.constantFrom<NodeRole>('shared', 'app', 'db', 'redis');
const privateIp = fc.integer({ min: 10, max: 254 }).map((host) => `10.20.1.${host}`);

/** The rules of one chain, without comments. */
function chain(rules: string, name: string): string[] {
  const [, body = ''] = rules.match(new RegExp(`chain ${name} \\{\\n(.*?)\\n  \\}`, 's')) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the host rules', () => {
  test.each([
    ['shared', []],
    ['app', []],
    ['db', ['ip saddr 10.20.1.10 tcp dport { 22, 5432 } accept']],
    ['redis', ['ip saddr 10.20.1.10 tcp dport { 22, 6379 } accept']],
  ] as const)('of %s admit, beside the lease of its address, only %j', (role, admitted) => {
    const [lease, ...rest] = chain(renderHostRules({ role, privateIp: '10.20.1.11' }), 'private');
    expect(lease).toBe('ip saddr 10.20.0.1 udp sport 67 udp dport 68 accept');
    expect(rest).toEqual([...admitted, 'reject with icmpx admin-prohibited']);
  });

  test('of any node send all that comes from or to the private network into one chain, which ends in a refusal', () => {
    fc.assert(
      fc.property(role, privateIp, (role, privateIp) => {
        const rules = renderHostRules({ role, privateIp });
        const inbound = chain(rules, 'inbound');
        expect(inbound).toContain('ip saddr 10.20.0.0/16 goto private');
        expect(inbound).toContain(`ip daddr ${privateIp} goto private`);
        expect(chain(rules, 'private').at(-1)).toMatch(/^reject /);
      }),
    );
  });

  test('of any node name no interface but the loopback', () => {
    fc.assert(
      fc.property(role, privateIp, (role, privateIp) => {
        const named = renderHostRules({ role, privateIp }).matchAll(/\b[io]if(?:name)? (\S+)/g);
        expect([...named].map(([, name]) => name)).toEqual(['"lo"']);
      }),
    );
  });
});
