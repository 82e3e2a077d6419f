import { expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { filledOutputs } from './outputs.ts';

const server = (name: string, more: Partial<LibraryResource> = {}): LibraryResource => ({
  ...{ kind: 'server', id: '1', name, server_type: 'cx23', size_gb: null, location: 'fsn1' },
  ...{ ipv4: '192.0.2.7', ipv6: null, private_ip: '10.0.1.7', hourly_cost: 0.01, ...more },
});
const keyOf = (key: string) => ({
  ...{ key, purpose: { en: key, ko: key }, ports: [] },
  needs: { cores: 1, memory_gb: 1, disk_gb: 10 },
});
const output = (value: string) => ({ name: 'a', label: { en: 'A', ko: '가' }, value });
const inputs = { server_prefix: 'shop', values: { domain: 'shop.example' } };
const fill = (keys: string[], value: string, resources: LibraryResource[]) =>
  filledOutputs({ outputs: [output(value)], servers: keys.map(keyOf) }, inputs, resources)[0]?.value;

test('has the addresses and names of the servers, and the values, filled in', () => {
  expect(fill(['db'], 'psql -h {server.db.ipv4} {value.domain}', [server('shop')])).toBe(
    'psql -h 192.0.2.7 shop.example',
  );
  const trio = [server('shop-app'), server('shop-db', { private_ip: '10.0.1.8' })];
  expect(fill(['app', 'db'], '{server.app.name} to {server.db.private_ip}', trio)).toBe('shop-app to 10.0.1.8');
});

test('what it names and is not known leaves it out', () => {
  for (const value of ['{server.db.ipv4}', '{server.db.name}', '{value.other}', '{server.other.ipv4}']) {
    expect(fill(['db'], value, [server('shop', { ipv4: null, name: 'other' })])).toBeUndefined();
  }
  expect(fill(['db'], '{server.db.ipv4}', [server('shop', { ipv4: null })])).toBeUndefined();
  expect(fill(['db'], 'ssh root@{server.db.ipv4}', [])).toBeUndefined();
});

test('what is filled in is not looked at for more to fill in', () => {
  const values = { domain: '{server.db.ipv4}' };
  const one = { outputs: [output('{value.domain}')], servers: [keyOf('db')] };
  expect(filledOutputs(one, { server_prefix: 'shop', values }, [server('shop')])[0]?.value).toBe('{server.db.ipv4}');
});
