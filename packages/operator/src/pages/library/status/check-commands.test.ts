import { expect, test } from '@jest/globals';
import { checkCommands } from './check-commands.ts';

const purpose = { en: 'SSH', ko: 'SSH' };
const sshFrom = (key: string, from: string) => ({
  key,
  ports: [{ protocol: 'tcp' as const, port: 22, from, purpose }],
});
const web = { key: 'app', ports: [{ protocol: 'tcp' as const, port: 443, from: 'anywhere', purpose }] };
const server = (name: string, ipv4: string | null, private_ip: string | null) =>
  ({ kind: 'server', name, ipv4, private_ip }) as const;
const app = server('shop-app', '192.0.2.1', '10.0.1.2');
const db = server('shop-db', '192.0.2.2', '10.0.1.3');
const direct = (address: string) => `ssh root@${address} cloud-init status --wait --long`;
const overApp = 'ssh -J root@192.0.2.1 root@10.0.1.3 cloud-init status --wait --long';

test.each([
  ['a single one by its address', [server('shop', '192.0.2.9', null)], [web], [direct('192.0.2.9')]],
  [
    'one that is open to all too',
    [app, db],
    [web, sshFrom('db', 'anywhere')],
    [direct('192.0.2.1'), direct('192.0.2.2')],
  ],
  ['one open to another alone by way of that', [app, db], [web, sshFrom('db', 'app')], [direct('192.0.2.1'), overApp]],
  ['one open to the network by way of any', [app, db], [web, sshFrom('db', 'network')], [direct('192.0.2.1'), overApp]],
  ['one whose way is not there by none', [db], [web, sshFrom('db', 'app')], []],
  [
    'a single one open to the network alone by none',
    [server('shop', '192.0.2.9', null)],
    [sshFrom('db', 'network')],
    [],
  ],
  ['what is no server by none', [{ ...app, kind: 'primary_ip' as const }], [web, sshFrom('db', 'app')], []],
])('of its servers is asked %s', (_, resources, servers, commands) => {
  expect(checkCommands(resources, servers, 'shop')).toEqual(commands);
});
