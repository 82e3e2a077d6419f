import { expect, test } from '@jest/globals';
import { ANYWHERE, libraryRules } from './firewall-rules.ts';

test('the firewall of a server from the library opens SSH, ping and what is for everybody, each once', () => {
  const rules = libraryRules([
    { protocol: 'tcp', port: 443, from: 'anywhere' },
    { protocol: 'udp', port: 443, from: 'anywhere' },
    { protocol: 'tcp', port: 22, from: 'anywhere' },
    { protocol: 'tcp', port: 5432, from: 'network' },
  ]);
  expect(rules.map(({ protocol, port }) => `${protocol} ${port ?? ''}`.trim())).toEqual([
    'tcp 22',
    'tcp 443',
    'udp 443',
    'icmp',
  ]);
  for (const { sourceIps } of rules) expect(sourceIps).toEqual(ANYWHERE);
});

test.each(['network', 'app'])('it opens nothing but ping where SSH is for %s only, and so is all else', (from) => {
  const rules = libraryRules([
    { protocol: 'tcp', port: 22, from },
    { protocol: 'tcp', port: 5432, from },
    { protocol: 'udp', port: 22, from },
  ]);
  expect(rules.map(({ protocol }) => protocol)).toEqual(['icmp']);
});

test('SSH over UDP is not SSH: it closes nothing', () => {
  const [ssh] = libraryRules([{ protocol: 'udp', port: 22, from: 'network' }]);
  expect(ssh).toMatchObject({ protocol: 'tcp', port: '22', sourceIps: ANYWHERE });
});
