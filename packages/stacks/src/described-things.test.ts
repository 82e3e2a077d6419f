import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOwned } from './described-things.ts';
import { stackSelector } from './remaining.ts';
import { type LocalServer, localServer } from './testing/local-server.ts';

const OURS = { 'managed-by': 'prego', stack: 'library-job-1' };
const AT = { location: { name: 'fsn1' } };
const PRICE = [{ location: 'fsn1', price_hourly: { net: '0.0088' }, price_monthly: { net: '5.4900' } }];
const FREE = [{ location: 'fsn1', price_hourly: { net: '0.0000' }, price_monthly: { net: '0.0000' } }];
const PRICING = {
  currency: 'EUR',
  server_types: [{ name: 'cx23', prices: PRICE }],
  primary_ips: [{ type: 'ipv6', prices: FREE }],
  volume: { price_per_gb_month: { net: '0.0730' } },
};
interface Made {
  readonly id: number;
  readonly name: string;
  readonly [field: string]: unknown;
}
const THINGS: Readonly<Record<string, readonly Made[]>> = {
  servers: [
    {
      ...{ id: 1, name: 'forge', labels: OURS, server_type: { name: 'cx23' }, ...AT },
      public_net: { ipv4: { id: 21, ip: '203.0.113.9' }, ipv6: { id: 22, ip: '2001:db8:1::/64' } },
      private_net: [{ network: 5, ip: '10.0.0.2' }],
    },
  ],
  volumes: [{ id: 1, name: 'forge-data', labels: OURS, size: 10, ...AT }],
  firewalls: [{ id: 3, name: 'forge', labels: OURS }],
  primary_ips: [
    { id: 21, name: 'primary_ip-21', type: 'ipv4', ip: '203.0.113.9', ...AT },
    { id: 22, name: 'primary_ip-22', type: 'ipv6', ip: '2001:db8:1::/64', ...AT },
  ],
};

let api: LocalServer;
let selectors: Set<string | null>;
let hasPrices: boolean;
beforeEach(async () => {
  selectors = new Set();
  hasPrices = true;
  api = await localServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://api');
    const [, kind = '', id] = url.pathname.split('/');
    const send = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    const none = { error: { code: 'not_found', message: 'there is none' } };
    if (kind === 'pricing') return hasPrices ? send(200, { pricing: PRICING }) : send(403, none);
    const things = THINGS[kind] ?? [];
    if (id !== undefined) {
      const thing = things.find((one) => String(one.id) === id);
      return thing ? send(200, { [kind.slice(0, -1)]: thing }) : send(404, none);
    }
    selectors.add(url.searchParams.get('label_selector'));
    const labelled = things.filter(({ labels }) => labels !== undefined);
    return send(200, { [kind]: labelled, meta: { pagination: { next_page: null } } });
  });
});
afterEach(() => api.close());

const described = () =>
  describeOwned(
    { hcloudToken: 'h'.repeat(64), hcloudEndpoint: api.url },
    { selector: stackSelector('library-job-1'), things: [] },
  );

test('what a stack has is told with addresses and prices: null for what a thing has not, or the list does not know', async () => {
  const none = { serverType: null, sizeGb: null, location: null, ipv4: null, ipv6: null, privateIp: null };
  const address = { ...none, location: 'fsn1', kind: 'primary_ips' };
  expect(await described()).toEqual({
    currency: 'EUR',
    things: [
      {
        ...{ kind: 'servers', id: '1', name: 'forge', serverType: 'cx23', sizeGb: null, location: 'fsn1' },
        ...{ ipv4: '203.0.113.9', ipv6: '2001:db8:1::1', privateIp: '10.0.0.2', hourly: 0.0088, monthly: 5.49 },
      },
      {
        ...{ ...none, kind: 'volumes', id: '1', name: 'forge-data', sizeGb: 10, location: 'fsn1' },
        ...{ hourly: expect.closeTo(0.001, 9), monthly: expect.closeTo(0.73, 9) },
      },
      { ...none, kind: 'firewalls', id: '3', name: 'forge', hourly: 0, monthly: 0 },
      { ...address, id: '21', name: 'primary_ip-21', ipv4: '203.0.113.9', hourly: null, monthly: null },
      { ...address, id: '22', name: 'primary_ip-22', ipv6: '2001:db8:1::1', hourly: 0, monthly: 0 },
    ],
  });
  expect([...selectors]).toEqual(['managed-by=prego,stack=library-job-1']);
});

test('what is there is told without prices where the list can not be had', async () => {
  hasPrices = false;
  const { things, currency } = await described();
  expect(currency).toBeNull();
  expect(things.map(({ kind, hourly, monthly }) => [kind, hourly, monthly])).toContainEqual(['servers', null, null]);
});
