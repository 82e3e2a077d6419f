import { describe, expect, test } from '@jest/globals';
import { LOCATIONS } from './catalog/locations.ts';
import { SERVER_TYPES, setUnavailable } from './catalog/server-types.ts';
import { aServer, type TestCloud, testCloud } from './testing.ts';

interface ShownType {
  id: number;
  name: string;
  deprecated: boolean;
  prices: { location: string; price_hourly: { net: string }; price_monthly: { net: string; gross: string } }[];
  locations: { id: number; name: string; available: boolean; deprecation: unknown }[];
}

async function typesOf({ call }: TestCloud): Promise<ShownType[]> {
  return (await call('GET', '/server_types?per_page=50')).body.server_types as ShownType[];
}

describe('the catalog', () => {
  test('has a server type that can be bought in every location, and none is priced where it is not listed', async () => {
    const types = await typesOf(testCloud());
    for (const { name } of LOCATIONS) {
      const sold = types.filter((type) => type.locations.some((place) => place.name === name && place.available));
      expect(sold.map((type) => type.name)).toContain('ccx13');
      expect(sold.length).toBeGreaterThan(5);
    }
    for (const type of types) {
      expect(type.prices.map(({ location }) => location)).toEqual(type.locations.map(({ name }) => name));
      for (const { price_hourly, price_monthly } of type.prices) {
        expect(Number(price_hourly.net) * 730).toBeGreaterThan(Number(price_monthly.net));
        expect(Number(price_monthly.gross)).toBeCloseTo(Number(price_monthly.net) * 1.19, 6);
      }
    }
  });

  test('has types that are gone everywhere, and types that are gone in some locations only', async () => {
    const types = await typesOf(testCloud());
    const by = (name: string) => types.find((type) => type.name === name);
    expect(by('cx22')).toMatchObject({
      deprecated: true,
      locations: [{ available: false }, { available: false }, { available: false }],
    });
    expect(by('cpx11')?.deprecated).toBe(false);
    const sold = by('cpx11')
      ?.locations.filter(({ available }) => available)
      .map(({ name }) => name);
    expect(sold).toEqual(['ash', 'hil']);
  });

  test('says what is sold out for the time being, and a server is refused there', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    setUnavailable(cloud.hetzner, [{ serverType: 'cx23', location: 'fsn1' }]);
    const places = (await typesOf(cloud)).find((type) => type.name === 'cx23')?.locations;
    expect(places?.map(({ name, available }) => [name, available])).toEqual([
      ['fsn1', false],
      ['nbg1', true],
      ['hel1', true],
    ]);
    const refused = await cloud.call('POST', '/servers', aServer('a'));
    expect([refused.status, refused.body.error.code]).toEqual([412, 'resource_unavailable']);
    setUnavailable(cloud.hetzner, []);
    expect((await cloud.call('POST', '/servers', aServer('a'))).status).toBe(201);
  });

  test('is found by id and by name', async () => {
    const { call } = testCloud();
    for (const [path, key] of [
      ['server_types', 'server_type'],
      ['locations', 'location'],
      ['images', 'image'],
    ] as const) {
      const [first] = (await call('GET', `/${path}?per_page=1`)).body[path] as { id: number; name: string }[];
      expect((await call('GET', `/${path}/${first?.id}`)).body[key]).toEqual(first);
      expect((await call('GET', `/${path}?name=${first?.name}`)).body[path]).toContainEqual(first);
      expect((await call('GET', `/${path}/4711000`)).body.error.code).toBe('not_found');
    }
  });

  test('shows a deprecated image only to those who ask for it', async () => {
    const { call } = testCloud();
    const names = async (query: string) =>
      ((await call('GET', `/images?architecture=arm&${query}`)).body.images as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names('name=debian-11')).toEqual([]);
    expect(await names('name=debian-11&include_deprecated=true')).toEqual(['debian-11']);
    expect(await names('name=debian-12')).toEqual(['debian-12']);
    expect(await names('type=snapshot')).toEqual([]);
  });

  test('has every price in one answer', async () => {
    const { pricing } = (await testCloud().call('GET', '/pricing')).body as unknown as {
      pricing: {
        currency: string;
        server_types: { name: string }[];
        primary_ips: { type: string; prices: unknown[] }[];
      };
    };
    expect(pricing.currency).toBe('EUR');
    expect(pricing.server_types.map(({ name }) => name)).toEqual(SERVER_TYPES.map(({ name }) => name));
    expect(pricing.primary_ips.map(({ type, prices }) => [type, prices.length])).toEqual([
      ['ipv4', LOCATIONS.length],
      ['ipv6', LOCATIONS.length],
    ]);
  });
});
