import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Client, { APIError } from 'cloudflare';
import { type Core, openCore } from '../core/core.ts';
import { cloudflareApp } from './app.ts';
import { type Cloudflare, openCloudflare, openZone, type ZoneDocument } from './cloudflare.ts';

// The judge is the vendor's own client over real HTTP; only what it cannot express goes through `raw`.
let core: Core;
let cloudflare: Cloudflare;
let server: ServerType;
let baseURL: string;
let wall: number;
let client: Client;
let zone: ZoneDocument;
let token: string;

beforeAll(async () => {
  wall = Date.parse('2026-11-21T01:00:00.123Z');
  core = openCore({ path: ':memory:', wall: () => wall, randomHex: (bytes) => randomBytes(bytes).toString('hex') });
  cloudflare = openCloudflare(core);
  server = await new Promise((resolve) => {
    const made = serve({ fetch: cloudflareApp(cloudflare).fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  core.store.close();
});

beforeEach(() => {
  const project = newProject();
  token = project.cloudflareToken;
  client = clientOf(token);
  zone = openZone(cloudflare, project.id, 'example.com');
});

function newProject() {
  return core.projects.open({ hetznerToken: core.randomHex(32), cloudflareToken: core.randomHex(20) });
}

function clientOf(apiToken: string): Client {
  return new Client({ apiToken, baseURL, maxRetries: 0 });
}

function raw(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(baseURL + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
}

async function refusal(request: PromiseLike<unknown>): Promise<{ status: number; codes: number[] }> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    const errors = error.errors as { code?: number; error_chain?: { code: number }[] }[];
    const codes = errors.flatMap((one) => [one.code ?? 0, ...(one.error_chain ?? []).map((chained) => chained.code)]);
    return { status: error.status ?? 0, codes };
  }
  throw new Error('the request was not refused');
}

function create(name: string, content = '127.80.0.1', more: Record<string, unknown> = {}) {
  return client.dns.records.create({ zone_id: zone.id, type: 'A', name, content, ttl: 300, ...more } as never);
}

describe('a token', () => {
  test('is verified, and sees the zones of its project only', async () => {
    const other = newProject();
    const otherZone = openZone(cloudflare, other.id, 'other.example');

    expect(await client.user.tokens.verify()).toMatchObject({ status: 'active' });
    expect((await client.zones.list()).result.map(({ name }) => name)).toEqual(['example.com']);
    expect(await client.zones.get({ zone_id: zone.id })).toMatchObject({ id: zone.id, name: 'example.com' });
    expect(await refusal(client.zones.get({ zone_id: otherZone.id }))).toEqual({ status: 403, codes: [9109] });
    expect(await refusal(client.dns.records.list({ zone_id: otherZone.id }))).toEqual({ status: 403, codes: [10000] });
  });

  test.each([
    ['unknown, when it is verified', () => clientOf('x'.repeat(40)).user.tokens.verify(), 401, [1000]],
    ['unknown, among zones', () => clientOf('x'.repeat(40)).zones.list(), 403, [9109]],
    ['unknown, among records', () => clientOf('x'.repeat(40)).dns.records.list({ zone_id: zone.id }), 403, [10000]],
    ['too short to be one', () => clientOf('short').zones.list(), 400, [6003, 6111]],
  ])('is refused when %s', async (_, request, status, codes) => {
    expect(await refusal(request())).toEqual({ status, codes });
  });

  test('is missed when the header is absent', async () => {
    const response = await fetch(`${baseURL}/zones`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ success: false, errors: [{ code: 9106 }] });
  });
});

describe('a record', () => {
  test('is created with its whole shape, and read back the same', async () => {
    const record = await create('WWW.Example.com.', '127.80.0.1', { comment: 'job:1' });

    expect(record).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'www.example.com',
      type: 'A',
      content: '127.80.0.1',
      proxiable: true,
      proxied: false,
      ttl: 300,
      settings: {},
      meta: {},
      comment: 'job:1',
      tags: [],
      created_on: '2026-11-21T01:00:00.123000Z',
      modified_on: '2026-11-21T01:00:00.123000Z',
      comment_modified_on: '2026-11-21T01:00:00.123000Z',
    });
    expect(await client.dns.records.get(record.id, { zone_id: zone.id })).toEqual(record);
  });

  test.each([
    ['@', 'example.com'],
    ['www', 'www.example.com'],
    ['example.com', 'example.com'],
    ['a.b', 'a.b.example.com'],
    ['www.other.org', 'www.other.org.example.com'],
    ['notexample.com', 'notexample.com.example.com'],
    ['*', '*.example.com'],
    ['_dmarc', '_dmarc.example.com'],
    ['bücher', 'xn--bcher-kva.example.com'],
  ])('named %s becomes %s', async (given, expected) => {
    expect(await create(given)).toMatchObject({ name: expected });
  });

  test('of each kept type is answered in its normal form', async () => {
    const zone_id = zone.id;
    const records = client.dns.records;
    expect(await records.create({ zone_id, type: 'AAAA', name: 'six', content: '2001:DB8::1', ttl: 1 })).toMatchObject({
      content: '2001:db8::1',
    });
    expect(
      await records.create({ zone_id, type: 'CNAME', name: 'c', content: 'WWW.Example.com.', ttl: 1 }),
    ).toMatchObject({ content: 'www.example.com' });
    expect(await records.create({ zone_id, type: 'TXT', name: 't', content: '"v=1"', ttl: 1 })).toMatchObject({
      content: '"v=1"',
      proxiable: false,
    });
    expect(
      await records.create({ zone_id, type: 'MX', name: '@', content: 'mx.example.com', priority: 10, ttl: 1 }),
    ).toMatchObject({ content: 'mx.example.com', priority: 10 });
  });

  test('that is proxied has an automatic ttl, also on an address of this machine', async () => {
    expect(await create('p', '127.80.0.1', { proxied: true, ttl: 300 })).toMatchObject({ proxied: true, ttl: 1 });
  });

  test.each<[string, Record<string, unknown>, number[]]>([
    ['an A without an IPv4 address', { content: '2001:db8::1' }, [9005]],
    ['an AAAA without an IPv6 address', { type: 'AAAA', content: '127.0.0.1' }, [9006]],
    ['a CNAME to an address', { type: 'CNAME', content: '127.0.0.1' }, [1004, 9007]],
    ['a ttl below 60', { ttl: 59 }, [1004, 9021]],
    ['a ttl above a day', { ttl: 86_401 }, [1004, 9021]],
    ['a name that is none', { name: 'a..b' }, [1004, 9000]],
    ['a proxied TXT', { type: 'TXT', proxied: true }, [9004]],
    ['an MX without priority', { type: 'MX', content: 'mx.example.com' }, [1004, 9100]],
    ['tags', { tags: ['a:b'] }, [1004, 9300]],
  ])('is refused for %s', async (_, wrong, codes) => {
    expect(await refusal(create('x', '127.0.0.1', wrong))).toEqual({ status: 400, codes });
  });

  test('is refused when the body is not JSON', async () => {
    const response = await raw(`/zones/${zone.id}/dns_records`, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ code: 6007 }] });
  });

  test('may not stand beside one that excludes it', async () => {
    const cname = { type: 'CNAME', content: 'target.example.com' };
    await create('a', '127.80.0.1');
    await create('c', '', cname);

    expect(await refusal(create('a', '127.80.0.1'))).toEqual({ status: 400, codes: [81058] });
    expect(await refusal(create('a', '127.80.0.1', { ttl: 60 }))).toEqual({ status: 400, codes: [81057] });
    expect(await refusal(create('a', '', cname))).toEqual({ status: 400, codes: [81053] });
    expect(await refusal(create('c', '', cname))).toEqual({ status: 400, codes: [81053] });
    expect(await refusal(create('c', '127.80.0.1'))).toEqual({ status: 400, codes: [81054] });
    await expect(create('a', '127.80.0.2')).resolves.toMatchObject({ name: 'a.example.com' });
    await expect(create('c', 'text', { type: 'TXT' })).resolves.toMatchObject({ name: 'c.example.com' });
  });

  test('is overwritten by PUT and edited by PATCH', async () => {
    const record = await create('www', '127.80.0.1', { comment: 'kept' });
    wall += 1000;
    const zone_id = zone.id;

    const edited = await client.dns.records.edit(record.id, { zone_id, content: '127.80.0.2' } as never);
    expect(edited).toMatchObject({ content: '127.80.0.2', comment: 'kept', ttl: 300, created_on: record.created_on });
    expect(edited.modified_on).not.toBe(record.modified_on);

    const put = { zone_id, type: 'A' as const, name: 'www', content: '127.80.0.3', ttl: 60 as const };
    expect(await client.dns.records.update(record.id, put)).toMatchObject({
      content: '127.80.0.3',
      comment: null,
      ttl: 60,
    });
    expect(await client.dns.records.update(record.id, put)).toMatchObject({ id: record.id });
  });

  test('cannot be changed into its neighbour', async () => {
    await create('www', '127.80.0.1');
    const second = await create('www', '127.80.0.2');
    const change = client.dns.records.edit(second.id, { zone_id: zone.id, content: '127.80.0.1' } as never);
    expect(await refusal(change)).toEqual({ status: 400, codes: [81058] });
  });

  test('is gone once deleted', async () => {
    const { id } = await create('www');
    expect(await client.dns.records.delete(id, { zone_id: zone.id })).toEqual({ id });
    expect(await refusal(client.dns.records.delete(id, { zone_id: zone.id }))).toEqual({ status: 404, codes: [81044] });
    expect(await refusal(client.dns.records.get(id, { zone_id: zone.id }))).toEqual({ status: 404, codes: [81044] });
  });

  test('is not seen through another zone of the same project', async () => {
    const { id } = await create('www');
    const project = core.projects.byCloudflareToken(token);
    const sibling = openZone(cloudflare, project?.id ?? 0, 'sibling.example');
    expect(await refusal(client.dns.records.get(id, { zone_id: sibling.id }))).toEqual({ status: 404, codes: [81044] });
  });
});

describe('the list of records', () => {
  beforeEach(async () => {
    await create('a', '127.80.0.1', { comment: 'Job:1', ttl: 60 });
    await create('b', '127.80.0.2', { proxied: true });
    await create('txt', 'hello', { type: 'TXT', ttl: 86_400 });
  });

  async function names(query: Record<string, unknown>): Promise<string[]> {
    const page = await client.dns.records.list({ zone_id: zone.id, ...query });
    return page.result.map(({ name }) => name.replace('.example.com', ''));
  }

  test.each<[Record<string, unknown>, string[]]>([
    [{}, ['a', 'b', 'txt']],
    [{ type: 'TXT' }, ['txt']],
    [{ name: { exact: 'A.example.com' } }, ['a']],
    [{ name: { startswith: 'tx' } }, ['txt']],
    [{ content: { contains: '80.0' } }, ['a', 'b']],
    [{ content: { endswith: '.2' } }, ['b']],
    [{ comment: { exact: 'job:1' } }, ['a']],
    [{ comment: { absent: 'true' } }, ['b', 'txt']],
    [{ proxied: true }, ['b']],
    [{ type: 'TXT', proxied: true, match: 'any' }, ['b', 'txt']],
    [{ type: 'TXT', proxied: true }, []],
    [{ search: 'JOB' }, ['a']],
    [{ order: 'name', direction: 'desc' }, ['txt', 'b', 'a']],
    [{ order: 'ttl' }, ['b', 'a', 'txt']],
    [{ per_page: 2, page: 2 }, ['txt']],
    [{ per_page: 2, page: 3 }, []],
  ])('answers %j with %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('takes a plain name, as older clients send it', async () => {
    const response = await raw(`/zones/${zone.id}/dns_records?type=A&name=a.example.com`);
    expect(await response.json()).toMatchObject({
      result: [{ name: 'a.example.com' }],
      result_info: { page: 1, per_page: 100, count: 1, total_count: 1, total_pages: 1 },
    });
  });

  test('is walked page by page by the client', async () => {
    const seen: string[] = [];
    for await (const { name } of client.dns.records.list({ zone_id: zone.id, per_page: 1 })) seen.push(name);
    expect(seen).toHaveLength(3);
  });
});

describe('routes', () => {
  test('with an identifier that is none are not routed', async () => {
    expect(await refusal(client.dns.records.list({ zone_id: 'example.com' }))).toEqual({ status: 404, codes: [7003] });
    expect(await refusal(client.dns.records.get('1', { zone_id: zone.id }))).toEqual({ status: 404, codes: [7003] });
  });

  test('that the sandbox does not know say so by name', async () => {
    const { status, codes } = await refusal(client.dns.records.batch({ zone_id: zone.id }));
    expect({ status, codes }).toEqual({ status: 501, codes: [501] });
    const response = await raw(`/zones/${zone.id}/settings`);
    expect(await response.text()).toContain(`does not implement GET /client/v4/zones/${zone.id}/settings`);
  });
});

describe('the rate limit', () => {
  test('refuses with Retry-After once 1,200 requests are spent, and refills with time', async () => {
    const project = core.projects.byCloudflareToken(token)?.id ?? 0;
    const first = await raw('/zones');
    expect(first.headers.get('ratelimit')).toBe('"default";r=1199;t=1');
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=1200;w=300');

    cloudflare.rateLimit.drainTo(project, 1, core.clock.now());
    expect((await raw('/zones')).status).toBe(200);
    const refused = await raw('/zones');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ success: false, errors: [{ code: 971 }] });

    wall += 1000;
    expect((await raw('/zones')).status).toBe(200);
  });

  test('is waited out by the client', async () => {
    const project = core.projects.byCloudflareToken(token)?.id ?? 0;
    cloudflare.rateLimit.drainTo(project, 0, core.clock.now());
    const statuses: number[] = [];
    const watched: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      statuses.push(response.status);
      wall += 1000;
      return response;
    };
    const patient = new Client({ apiToken: token, baseURL, maxRetries: 1, fetch: watched });
    expect((await patient.zones.list()).result).toHaveLength(1);
    expect(statuses).toEqual([429, 200]);
  });
});
