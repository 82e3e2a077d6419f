import { randomBytes } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TCPClient } from 'dns2';
import { type Core, openCore } from '../core/core.ts';
import { type Cloudflare, openCloudflare, openZone, type RecordType, type ZoneDocument } from './cloudflare.ts';
import { type Nameserver, startNameserver } from './nameserver.ts';

let core: Core;
let cloudflare: Cloudflare;
let nameserver: Nameserver;
let resolver: Resolver;
const wall = Date.parse('2026-11-21T01:00:00Z');

beforeAll(async () => {
  core = openCore({ path: ':memory:', wall: () => wall, randomHex: (bytes) => randomBytes(bytes).toString('hex') });
  cloudflare = openCloudflare(core);
  nameserver = await startNameserver(cloudflare, { address: '127.0.0.1', port: 0 });
  resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`127.0.0.1:${nameserver.port}`]);

  const [first, second] = [newProject(), newProject()];
  const zone = openZone(cloudflare, first, 'example.com');
  put(first, zone, 'www.example.com', 'A', '127.80.0.1', { ttl: 60 });
  put(first, zone, 'www.example.com', 'A', '127.80.0.2');
  put(first, zone, 'www.example.com', 'AAAA', '2001:db8::1');
  put(first, zone, 'alias.example.com', 'CNAME', 'www.example.com');
  put(first, zone, 'away.example.com', 'CNAME', 'www.other.example');
  put(first, zone, 'outside.example.com', 'CNAME', 'elsewhere.test');
  put(first, zone, 'dangling.example.com', 'CNAME', 'nothing.example.com');
  put(first, zone, 'loop.example.com', 'CNAME', 'loop.example.com');
  put(first, zone, 'example.com', 'MX', 'mx.example.com', { priority: 5 });
  put(first, zone, 'txt.example.com', 'TXT', '"two" "parts \\"quoted\\""');
  put(first, zone, 'long.example.com', 'TXT', 'x'.repeat(1500));
  put(first, zone, 'proxied.example.com', 'A', '127.80.0.9', { proxied: true });
  put(first, zone, '*.apps.example.com', 'A', '127.80.0.3');
  put(first, zone, 'own.apps.example.com', 'TXT', 'mine');
  put(first, zone, 'deep.under.example.com', 'A', '127.80.0.4');
  put(second, openZone(cloudflare, second, 'other.example'), 'www.other.example', 'A', '127.80.1.1');
  put(second, openZone(cloudflare, second, 'sub.example.com'), 'www.sub.example.com', 'A', '127.80.1.2');
});

afterAll(async () => {
  await nameserver.close();
  core.store.close();
});

function newProject(): number {
  return core.projects.open({ hetznerToken: core.randomHex(32), cloudflareToken: core.randomHex(20) }).id;
}

function put(project: number, zone: ZoneDocument, name: string, type: RecordType, content: string, more = {}): void {
  cloudflare.records.put(project, {
    id: core.randomHex(16),
    zone: zone.id,
    name,
    type,
    content,
    priority: null,
    proxied: false,
    ttl: 1,
    comment: null,
    settings: {},
    createdAt: wall,
    modifiedAt: wall,
    commentModifiedAt: null,
    ...more,
  });
}

function ask(name: string, type: string) {
  return TCPClient({ dns: '127.0.0.1', port: nameserver.port })(name, type);
}

describe('the nameserver', () => {
  test('answers what is recorded, with its ttl', async () => {
    const addresses = await resolver.resolve4('WWW.example.com', { ttl: true });
    expect(addresses.toSorted((a, b) => a.ttl - b.ttl)).toEqual([
      { address: '127.80.0.1', ttl: 60 },
      { address: '127.80.0.2', ttl: 300 },
    ]);
    expect(await resolver.resolve6('www.example.com')).toEqual(['2001:db8::1']);
    expect(await resolver.resolveMx('example.com')).toMatchObject([{ exchange: 'mx.example.com', priority: 5 }]);
    expect(await resolver.resolveTxt('txt.example.com')).toEqual([['two', 'parts "quoted"']]);
    expect(await resolver.resolve4('proxied.example.com')).toEqual(['127.80.0.9']);
  });

  test('follows aliases, also into the zone of another project', async () => {
    expect((await resolver.resolve4('alias.example.com')).toSorted()).toEqual(['127.80.0.1', '127.80.0.2']);
    expect(await resolver.resolve4('away.example.com')).toEqual(['127.80.1.1']);
    expect(await resolver.resolveCname('alias.example.com')).toEqual(['www.example.com']);
    expect(await resolver.resolveCname('outside.example.com')).toEqual(['elsewhere.test']);
  });

  test('ends a loop of aliases', async () => {
    const response = await ask('loop.example.com', 'A');
    expect(response.header.rcode).toBe(0);
    expect(response.answers.length).toBeLessThan(20);
  });

  test('prefers the zone with the longest name', async () => {
    expect(await resolver.resolve4('www.sub.example.com')).toEqual(['127.80.1.2']);
  });

  test('answers for a wildcard, except where the name itself exists', async () => {
    expect(await resolver.resolve4('any.apps.example.com')).toEqual(['127.80.0.3']);
    expect(await resolver.resolve4('two.labels.apps.example.com')).toEqual(['127.80.0.3']);
    await expect(resolver.resolve4('own.apps.example.com')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('below.own.apps.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test('speaks for its zones', async () => {
    expect(await resolver.resolveNs('example.com')).toEqual(['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com']);
    expect(await resolver.resolveSoa('example.com')).toMatchObject({ nsname: 'ada.ns.cloudflare.com', minttl: 1800 });
  });

  test.each([
    ['a name that is not there', 'none.example.com', 'ENOTFOUND'],
    ['the target of an alias that is not there', 'dangling.example.com', 'ENOTFOUND'],
    ['a name with other records', 'txt.example.com', 'ENODATA'],
    ['a name with names below it', 'under.example.com', 'ENODATA'],
    ['a name outside its zones', 'example.org', 'EREFUSED'],
  ])('refuses %s', async (_, name, code) => {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code });
  });

  test('sets AA, and puts the SOA beside a negative answer', async () => {
    const missing = await ask('none.example.com', 'A');
    expect(missing.header).toMatchObject({ aa: 1, qr: 1, rcode: 3 });
    expect(missing.authorities).toMatchObject([{ name: 'example.com', type: 6 }]);
    expect((await ask('www.example.com', 'A')).header).toMatchObject({ aa: 1, rcode: 0 });
    expect((await ask('example.org', 'A')).header).toMatchObject({ aa: 0, rcode: 5 });
  });

  test('sends what is too long for a datagram over TCP', async () => {
    const [strings] = await resolver.resolveTxt('long.example.com');
    expect(strings?.map((text) => text.length)).toEqual([255, 255, 255, 255, 255, 225]);
  });

  test('says when its port is taken', async () => {
    const taken = startNameserver(cloudflare, { address: '127.0.0.1', port: nameserver.port });
    await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
