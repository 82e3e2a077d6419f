import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fetchPrices, type PriceList, priceOf } from './pricing.ts';
import { type LocalServer, localServer } from './testing/local-server.ts';

const at = (location: string, hourly: string, monthly: string) => ({
  location,
  price_hourly: { net: hourly },
  price_monthly: { net: monthly },
});
const prices: PriceList = {
  currency: 'EUR',
  server_types: [{ name: 'cx23', prices: [at('fsn1', '0.0080', '5.00')] }],
  primary_ips: [{ type: 'ipv4', prices: [at('fsn1', '0.0008', '0.50')] }],
  volume: { price_per_gb_month: { net: '0.05' } },
};
const node = (role: 'app' | 'db', ipv4?: string) => ({
  node_id: `n-${role}`,
  name: `n-${role}`,
  role,
  job_id: 'j',
  private_ip: '10.20.1.10',
  server_type: 'cx23',
  location: 'fsn1',
  ...(ipv4 !== undefined && { ipv4 }),
});

describe('the price of a stack', () => {
  test('counts servers, public IPv4 addresses and volumes', () => {
    const volumes = [{ name: 'v', size_gb: 20, location: 'fsn1' }];
    const price = priceOf({ nodes: [node('app'), node('db', '')], volumes }, prices);
    expect(price.monthly).toBeCloseTo(5 + 0.5 + 5 + 1);
    expect(price.hourly).toBeCloseTo(0.008 + 0.0008 + 0.008 + 1 / 730);
  });

  test('is not made up for a type that is not sold there', () => {
    expect(() => priceOf({ nodes: [{ ...node('db', ''), location: 'sin' }], volumes: [] }, prices)).toThrow(
      'no price for cx23 in sin',
    );
  });
});

describe('reading the prices', () => {
  let local: LocalServer;
  let answer: { status: number; body: unknown };
  beforeAll(async () => {
    local = await localServer((_, response) => response.writeHead(answer.status).end(JSON.stringify(answer.body)));
  });
  afterAll(() => local.close());
  const fetched = () => fetchPrices({ hcloudToken: 'h'.repeat(64), hcloudEndpoint: `${local.url}/v1` });

  test('takes what is needed of the answer', async () => {
    answer = { status: 200, body: { pricing: { ...prices, vat_rate: '19.0' } } };
    await expect(fetched()).resolves.toEqual(prices);
  });

  test('fails clearly where the token is refused', async () => {
    answer = { status: 401, body: { error: { code: 'unauthorized', message: 'unable to authenticate' } } };
    await expect(fetched()).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
