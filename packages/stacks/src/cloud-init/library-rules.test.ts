import { describe, expect, test } from '@jest/globals';
import { renderLibraryRules } from './library-rules.ts';

const addresses = new Map([
  ['app', '10.50.1.5'],
  ['db', '10.50.1.7'],
]);
const NETWORK = { networkRange: '10.50.0.0/16', privateIp: '10.50.1.7', addresses };

/** What the private network may open, beside the lease of the address. */
function admitted(rules: string): string[] {
  const [, body = ''] = /chain private \{\n(.*?)\n {2}\}/s.exec(rules) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('dport {'));
}

describe('the host rules of a server from the library', () => {
  test('let its network to SSH and to the ports of its template, and nobody else to those for the network', () => {
    const rules = renderLibraryRules({
      ...NETWORK,
      ports: [
        { protocol: 'tcp', port: 443, from: 'anywhere' },
        { protocol: 'tcp', port: 80, from: 'anywhere' },
        { protocol: 'udp', port: 443, from: 'anywhere' },
        { protocol: 'tcp', port: 5432, from: 'network' },
        { protocol: 'udp', port: 53, from: 'network' },
      ],
    });
    expect(admitted(rules)).toEqual([
      'tcp dport { 22, 80, 443 } accept',
      'udp dport { 443 } accept',
      'ip saddr 10.50.0.0/16 tcp dport { 5432 } accept',
      'ip saddr 10.50.0.0/16 udp dport { 53 } accept',
    ]);
  });

  test('let a single server of the set to what is for it, also to SSH: nobody else then', () => {
    const rules = renderLibraryRules({
      ...NETWORK,
      ports: [
        { protocol: 'tcp', port: 5432, from: 'app' },
        { protocol: 'tcp', port: 22, from: 'app' },
      ],
    });
    expect(admitted(rules)).toEqual(['ip saddr 10.50.1.5 tcp dport { 22, 5432 } accept']);
  });

  test('let only its network to SSH where the ports say so', () => {
    const rules = renderLibraryRules({ ...NETWORK, ports: [{ protocol: 'tcp', port: 22, from: 'network' }] });
    expect(admitted(rules)).toEqual(['ip saddr 10.50.0.0/16 tcp dport { 22 } accept']);
  });

  test('name no set of ports that is empty, and no port twice, which nftables would refuse', () => {
    const ssh = { protocol: 'tcp', port: 22, from: 'anywhere' } as const;
    expect(admitted(renderLibraryRules({ ...NETWORK, ports: [ssh] }))).toEqual(['tcp dport { 22 } accept']);
    expect(admitted(renderLibraryRules({ ...NETWORK, ports: [] }))).toEqual(['tcp dport { 22 } accept']);
  });

  test('are about its own network: its range, its gateway, its address', () => {
    const rules = renderLibraryRules({ ...NETWORK, ports: [] });
    expect(rules).toContain('ip saddr 10.50.0.0/16 goto private');
    expect(rules).toContain('ip daddr 10.50.1.7 goto private');
    expect(rules).toContain('ip saddr 10.50.0.1 udp sport 67 udp dport 68 accept');
    expect(rules).not.toContain('10.20.');
  });
});
