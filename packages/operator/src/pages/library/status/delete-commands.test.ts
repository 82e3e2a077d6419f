import { expect, test } from '@jest/globals';
import { allDeleteCommands, deleteCommands, goesWith } from './delete-commands.ts';

const NONE = { ipv4: null, ipv6: null };
const app = { kind: 'server', id: '42', name: 'shop-app', ipv4: '192.0.2.1', ipv6: '2001:db8::1' } as const;
const resources = [
  { kind: 'firewall', id: '7', name: 'shop', ...NONE },
  { kind: 'primary_ip', id: '9', name: 'shop-ip', ...NONE, ipv4: '192.0.2.9' },
  { kind: 'primary_ip', id: '10', name: 'app-ipv4', ...NONE, ipv4: '192.0.2.1' },
  { kind: 'primary_ip', id: '11', name: 'app-ipv6', ...NONE, ipv6: '2001:db8::1' },
  app,
  { kind: 'volume', id: '5', name: 'shop-data', ...NONE },
] as const;

test('what is left is deleted in an order in which it can be, its protection lifted first', () => {
  expect(allDeleteCommands(resources)).toBe(
    [
      'hcloud server disable-protection 42 delete rebuild # shop-app',
      'hcloud server delete 42 # shop-app',
      'hcloud volume disable-protection 5 delete # shop-data',
      'hcloud volume delete 5 # shop-data',
      'hcloud primary-ip disable-protection 9 delete # shop-ip',
      'hcloud primary-ip delete 9 # shop-ip',
      'hcloud firewall delete 7 # shop',
    ].join('\n'),
  );
});

test('an address goes with the server that has it, and by itself where that is gone', () => {
  const [, other, ipv4, ipv6] = resources;
  expect([other, ipv4, ipv6, app].map((one) => goesWith(one, resources))).toEqual([null, 'shop-app', 'shop-app', null]);
  const bare = { ...app, ipv4: null, ipv6: null };
  expect([ipv4, ipv6].map((one) => goesWith(one, [bare]))).toEqual([null, null]);
  expect(deleteCommands(ipv4, [ipv4])).toEqual([
    'hcloud primary-ip disable-protection 10 delete',
    'hcloud primary-ip delete 10',
  ]);
});
