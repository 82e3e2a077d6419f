import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unpackedPackages } from '@prego/engine/debian-packages';
import { DEDICATED_ADDRESSES, NETWORK_RANGE } from '../addresses.ts';
import { NamespaceHost } from '../testing/namespace-host.ts';
import { type HostRulesNode, renderHostRules } from './host-rules.ts';
import { renderLibraryRules } from './library-rules.ts';

const { app: APP, db: DB, redis: REDIS } = DEDICATED_ADDRESSES;
const OTHER = '10.20.1.99';
const NETWORK = [
  ['app', APP],
  ['db', DB],
  ['redis', REDIS],
  ['other', OTHER],
] as const;
const METADATA = '169.254.169.254';
/** Beyond the private network: somebody, and the public addresses of app and db. */
const OUTSIDE = '203.0.113.9';
const PUBLIC = { app: '198.51.100.6', db: '198.51.100.7' };
const NOBODY = 65534;

/** What our rules answer: EHOSTUNREACH is how the kernel tells of "administratively prohibited", EACCES over IPv6. */
const REFUSED = 'EHOSTUNREACH';
const REFUSED_IPV6 = 'EACCES';

/** nftables with the libraries that an image without it lacks. */
const NFTABLES = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libjansson4', 'libxtables12', 'libedit2'];

const unavailable = whyNot();
if (unavailable) console.warn(`The host rules are not tried in network namespaces: ${unavailable}`);

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux.';
  if (process.getuid?.() !== 0) return 'that needs root.';
  const link = ['--net', 'ip', 'link', 'add', 'name', 'bridge0', 'type', 'bridge'];
  const { status, error, stderr } = spawnSync('unshare', link, { encoding: 'utf8' });
  return status === 0 ? undefined : `no bridge can be made in a namespace of its own (${error?.message ?? stderr}).`;
}

let folder: string;
let hosts: Record<'app' | 'db' | 'redis' | 'other' | 'wire' | 'container', NamespaceHost>;

const loadRules = (host: NamespaceHost, node: HostRulesNode) => load(host, renderHostRules(node));

async function load(host: NamespaceHost, rules: string): Promise<void> {
  const file = join(folder, 'rules.nft');
  writeFileSync(file, rules);
  const { command, env } = await nft();
  await host.run(command, ['--file', file], env);
}

async function nft(): Promise<{ command: string; env: NodeJS.ProcessEnv }> {
  if (spawnSync('nft', ['--version']).status === 0) return { command: 'nft', env: process.env };
  const root = await unpackedPackages('nftables', NFTABLES);
  const triplet = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  const env = { ...process.env, LD_LIBRARY_PATH: join(root, 'usr/lib', triplet) };
  return { command: join(root, 'usr/sbin/nft'), env };
}

(unavailable ? describe.skip : describe)('the host rules in the kernel', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prego-host-rules-'));
    const names = ['app', 'db', 'redis', 'other', 'wire', 'container'] as const;
    const started = await Promise.all(names.map(async (name) => [name, await NamespaceHost.start()] as const));
    hosts = Object.fromEntries(started) as typeof hosts;
    await hosts.wire.ip('link add name bridge0 type bridge');
    await hosts.wire.ip('link set bridge0 up');
    for (const [name, address] of NETWORK) {
      await hosts[name].connect('nic', hosts.wire, name);
      await hosts.wire.ip(`link set ${name} master bridge0`);
      await hosts[name].ip(`addr add ${address}/24 dev nic`);
      await hosts[name].ip(`addr add ${linkLocal(address)}/64 dev nic nodad`);
    }
    await hosts.app.connect('docker0', hosts.container, 'eth0');
    await hosts.app.ip('addr add 172.17.0.1/16 dev docker0');
    await hosts.app.run('sysctl', ['-q', '-w', 'net.ipv4.ip_forward=1']);
    await hosts.container.ip('addr add 172.17.0.2/16 dev eth0');
    await hosts.container.ip('route add default via 172.17.0.1');
    // `other` stands for everything beyond the private network: the metadata service, and a host with a public address.
    await hosts.other.ip(`addr add ${METADATA}/32 dev lo`);
    await hosts.other.ip(`addr add ${OUTSIDE}/32 dev lo`);
    await hosts.other.ip(`route add 172.17.0.0/16 via ${APP}`);
    for (const name of ['app', 'db', 'redis'] as const) {
      await hosts[name].ip(`route add default via ${OTHER}`);
      await loadRules(hosts[name], { role: name, privateIp: DEDICATED_ADDRESSES[name] });
    }
    for (const name of ['app', 'db'] as const) {
      await hosts[name].ip(`addr add ${PUBLIC[name]}/32 dev lo`);
      await hosts.other.ip(`route add ${PUBLIC[name]}/32 via ${DEDICATED_ADDRESSES[name]}`);
    }
    await Promise.all([
      hosts.app.listen(22, 443, 5432),
      hosts.db.listen(22, 5432, 6379, 9999),
      hosts.redis.listen(22, 5432, 6379, 9999),
      hosts.other.listen(80),
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(Object.values(hosts ?? {}).map((host) => host.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['app', 'db', 5432],
    ['app', 'db', 22],
    ['app', 'redis', 6379],
    ['app', 'redis', 22],
  ] as const)('admit %s to %s on port %i', async (from, to, port) => {
    expect(await hosts[from].tryTcp(DEDICATED_ADDRESSES[to], port)).toBe('accepted');
  });

  test.each([
    ['app', 'db', 9999],
    ['app', 'db', 6379],
    ['app', 'redis', 5432],
    ['app', 'redis', 9999],
    ['other', 'db', 5432],
    ['other', 'db', 22],
    ['other', 'redis', 6379],
    ['other', 'redis', 22],
    ['redis', 'db', 5432],
    ['db', 'app', 22],
    ['other', 'app', 443],
  ] as const)(
    'refuse %s at %s on port %i, where something listens',
    async (from, to, port) => {
      expect(await hosts[from].tryTcp(DEDICATED_ADDRESSES[to], port)).toBe(REFUSED);
    },
    15_000,
  );

  test('refuse a neighbour by its link-local address', async () => {
    expect(await hosts.other.tryTcp(`${linkLocal(DB)}%nic`, 5432)).toBe(REFUSED_IPV6);
  }, 15_000);

  test('leave a node to itself and to the public network, which is for Hetzner’s firewall', async () => {
    expect(await hosts.db.tryTcp(DB, 9999)).toBe('accepted');
    expect(await hosts.other.tryTcp(PUBLIC.db, 9999, { from: OUTSIDE })).toBe('accepted');
  });

  test('refuse what has only one end in the private network', async () => {
    expect(await hosts.other.tryTcp(PUBLIC.db, 9999)).toBe(REFUSED);
    expect(await hosts.other.tryTcp(DB, 9999, { from: OUTSIDE })).toBe(REFUSED);
  }, 15_000);

  test('guard a port that a container publishes as they guard one of the host', async () => {
    const { command, env } = await nft();
    const publish = 'tcp dport 8080 dnat to 172.17.0.2';
    const chain = `chain ip docker published { type nat hook prerouting priority dstnat; }`;
    await hosts.app.run(command, [`add table ip docker; add ${chain}; add rule ip docker published ${publish}`], env);
    await hosts.container.listen(8080);
    expect(await hosts.other.tryTcp(PUBLIC.app, 8080, { from: OUTSIDE })).toBe('accepted');
    expect(await hosts.other.tryTcp(APP, 8080)).toBe(REFUSED);
  }, 15_000);

  test('let everything out', async () => {
    for (const name of ['app', 'db', 'redis'] as const) {
      expect(await hosts[name].tryTcp(OTHER, 80)).toBe('accepted');
      expect(await hosts[name].tryTcp(OUTSIDE, 80, { uid: NOBODY })).toBe('accepted');
    }
    expect(await hosts.container.tryTcp(OTHER, 80)).toBe('accepted');
  }, 15_000);

  test('open the metadata service to root alone: not to other users, not to containers', async () => {
    for (const name of ['app', 'db', 'redis'] as const) {
      expect(await hosts[name].tryTcp(METADATA, 80)).toBe('accepted');
      expect(await hosts[name].tryTcp(METADATA, 80, { uid: NOBODY })).toBe(REFUSED);
    }
    expect(await hosts.container.tryTcp(METADATA, 80)).toBe(REFUSED);
  }, 30_000);

  test('when loaded again replace what they were, and leave the tables of others', async () => {
    const { command, env } = await nft();
    await hosts.db.run(command, ['add', 'table', 'ip', 'docker'], env);
    await loadRules(hosts.db, { role: 'redis', privateIp: DB });
    expect(await hosts.app.tryTcp(DB, 5432)).toBe(REFUSED);
    await loadRules(hosts.db, { role: 'db', privateIp: DB });
    expect(await hosts.app.tryTcp(DB, 5432)).toBe('accepted');
    const tables = await hosts.db.run(command, ['list', 'tables'], env);
    expect(tables.split('\n').sort()).toEqual(['table inet prego', 'table ip docker']);
  }, 15_000);

  test('of a shared node admit none of its neighbours', async () => {
    await loadRules(hosts.other, { role: 'shared', privateIp: OTHER });
    expect(await hosts.app.tryTcp(OTHER, 80)).toBe(REFUSED);
  }, 15_000);

  test('of a server from the library admit its network to SSH and its ports, and to nothing else', async () => {
    const ports = [
      { protocol: 'tcp', port: 80, from: 'anywhere' },
      { protocol: 'tcp', port: 5432, from: 'network' },
    ] as const;
    await hosts.other.listen(22, 5432, 9999);
    await load(
      hosts.other,
      renderLibraryRules({ networkRange: NETWORK_RANGE, privateIp: OTHER, ports, addresses: new Map() }),
    );
    for (const port of [22, 80, 5432]) expect(await hosts.app.tryTcp(OTHER, port)).toBe('accepted');
    expect(await hosts.app.tryTcp(OTHER, 9999)).toBe(REFUSED);
  }, 15_000);

  test('of a server from the library that is for another of its set admit that one, and nobody else of the network', async () => {
    const ports = [22, 5432].map((port) => ({ protocol: 'tcp', port, from: 'app' }) as const);
    const server = { networkRange: NETWORK_RANGE, ports, addresses: new Map([['app', APP]]) };
    await load(hosts.redis, renderLibraryRules({ ...server, privateIp: REDIS }));
    for (const port of [22, 5432]) {
      expect(await hosts.app.tryTcp(REDIS, port)).toBe('accepted');
      expect(await hosts.db.tryTcp(REDIS, port)).toBe(REFUSED);
    }
    expect(await hosts.app.tryTcp(REDIS, 6379)).toBe(REFUSED);
  }, 15_000);
});

function linkLocal(address: string): string {
  return `fe80::${address.split('.').at(-1)}`;
}
