import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findOwned, findRemaining, nodeSelector, tenantSelector } from './remaining.ts';
import { type LocalServer, localServer } from './testing/local-server.ts';

const TOKEN = 'h'.repeat(64);
const PRICE = (net: string) => [{ location: 'fsn1', price_hourly: { net }, price_monthly: { net: '1' } }];
const PRICING = {
  currency: 'EUR',
  server_types: [{ name: 'cx23', prices: PRICE('0.0100') }],
  primary_ips: [
    { type: 'ipv4', prices: PRICE('0.0008') },
    { type: 'ipv6', prices: PRICE('0.0000') },
  ],
  volume: { price_per_gb_month: { net: '0.0730' } },
};

interface Made {
  readonly id: number;
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly [field: string]: unknown;
}

let api: LocalServer;
/** What the cloud has, by kind; a test changes it. */
let things: Record<string, Made[]>;
/** Done before each list. */
let beforeLook: () => void;

beforeEach(async () => {
  things = {};
  beforeLook = () => {};
  api = await localServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://api');
    const [, kind = '', id] = url.pathname.split('/');
    const send = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    if (kind === 'pricing') return send(200, { pricing: PRICING });
    if (id === undefined) {
      if (kind === 'servers') beforeLook();
      const wanted = (url.searchParams.get('label_selector') ?? '').split(',').map((part) => part.split('='));
      const found = (things[kind] ?? []).filter(({ labels = {} }) =>
        wanted.every(([name = '', value]) => labels[name] === value),
      );
      return send(200, {
        [kind]: found.map((thing) => ({ labels: {}, ...thing })),
        meta: { pagination: { next_page: null } },
      });
    }
    const thing = things[kind]?.find((candidate) => String(candidate.id) === id);
    if (!thing) return send(404, { error: { code: 'not_found', message: 'there is none' } });
    return send(200, { [kind.slice(0, -1)]: thing });
  });
});
afterEach(() => api.close());

const credentials = () => ({ hcloudToken: TOKEN, hcloudEndpoint: api.url });
const OURS = { 'managed-by': 'prego', 'tenant-id': 'acme' };
const selector = tenantSelector('acme');
const AT = { location: { name: 'fsn1' } };

const server = (id: number, labels: Record<string, string> = OURS): Made => ({
  ...{ id, name: `server-${id}`, labels, server_type: { name: 'cx23' } },
  ...AT,
  public_net: { ipv4: { id: id + 1000 }, ipv6: { id: null } },
});
const address = (id: number): Made => ({ id, name: `primary_ip-${id}`, type: 'ipv4', ...AT });

describe('what there is of a tenant', () => {
  test('is what bears its labels, what is known by id, and the addresses of their servers', async () => {
    things = {
      servers: [server(1), server(2, {}), server(3, {})],
      primary_ips: [address(1001), address(1002), address(1003)],
      volumes: [{ id: 1, name: 'data', labels: OURS, size: 10 }],
    };
    const known = [
      { kind: 'servers' as const, id: '2', name: 'relabelled by hand' },
      { kind: 'servers' as const, id: '9', name: 'gone long ago' },
    ];
    const found = await findOwned(credentials(), { selector, things: known });
    expect(found.map(({ kind, id, name }) => `${kind} ${id} ${name}`)).toEqual([
      'servers 1 server-1',
      'volumes 1 data',
      'servers 2 server-2',
      'primary_ips 1001 primary_ip-1001',
      'primary_ips 1002 primary_ip-1002',
    ]);
  });
});

describe('what remains', () => {
  test('is nothing once it is gone, also where the cloud is slow to say so', async () => {
    things = { servers: [server(1)], primary_ips: [address(1001)] };
    let looks = 0;
    beforeLook = () => {
      if (++looks === 2) things = {};
    };
    const owned = { selector, things: [{ kind: 'primary_ips' as const, id: '1001', name: 'its address' }] };
    expect(await findRemaining(credentials(), owned)).toEqual([]);
    expect(looks).toBe(2);
  });

  test('is an address whose server has gone, by the id that was known', async () => {
    things = { primary_ips: [address(1001)] };
    const owned = { selector, things: [{ kind: 'primary_ips' as const, id: '1001', name: 'its address' }] };
    expect(await findRemaining(credentials(), owned)).toEqual([
      { kind: 'primary_ips', id: '1001', name: 'primary_ip-1001', hourly: 0.0008, currency: 'EUR' },
    ]);
  });

  test('is told with what each thing costs an hour', async () => {
    things = {
      servers: [{ ...server(1), public_net: {} }],
      volumes: [{ id: 1, name: 'data', labels: OURS, size: 100 }],
      networks: [{ id: 1, name: 'net', labels: OURS }],
    };
    const remaining = await findRemaining(credentials(), { selector, things: [] });
    expect(remaining.map(({ kind, hourly }) => [kind, Number(hourly?.toFixed(6))])).toEqual([
      ['servers', 0.01],
      ['volumes', 0.01],
      ['networks', 0],
    ]);
  });
});

test('what remains and has no price in the list is not taken for free', async () => {
  things = { servers: [{ ...server(1), server_type: { name: 'no-longer-sold' }, public_net: {} }] };
  const remaining = await findRemaining(credentials(), { selector, things: [] });
  expect(remaining).toMatchObject([{ kind: 'servers', hourly: null }]);
});

test('labels are those that our programs give', () => {
  expect(tenantSelector('Acme GmbH')).toMatch(/^managed-by=prego,tenant-id=acme-gmbh-[0-9a-z]{8}$/);
  expect(nodeSelector(['sg-s-1', 'sg-s-2'])).toBe('managed-by=prego,node-id in (sg-s-1,sg-s-2)');
});
