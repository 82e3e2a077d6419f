import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { LibraryChoices, PreflightAnswer, TemplateDetail, TemplateList } from '@prego/contracts';
import { CATALOGUE } from '@prego/library';
import { ControlPlane } from '../testing/control-plane.ts';
import { INPUTS, WORLD } from '../testing/library-world.ts';
import { LIBRARY_KINDS, report, reportWorld, SEEN } from '../testing/report-world.ts';

const TEMPLATES = '/internal/library/templates';
/** Of one server that asks for no more than a small one. */
const id = 'postgresql';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

describe('the templates', () => {
  test('are listed as the catalogue has them', async () => {
    const { status, body } = await cp.get(TEMPLATES);
    expect(status).toBe(200);
    expect(TemplateList.parse(body)).toEqual(body);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual(CATALOGUE.map(({ manifest }) => manifest.id));
    for (const { icon, from_price } of body.items) {
      expect(icon).toContain('<svg');
      expect(from_price).toEqual({ hourly: null, monthly: null });
    }
  });

  test.each(CATALOGUE.map(({ manifest }) => [manifest.id, manifest] as const))(
    '%s can be read, chosen for and looked at before a run',
    async (name, manifest) => {
      await reportWorld(cp);
      const detail = (await cp.get(`${TEMPLATES}/${name}`)).body;
      expect(TemplateDetail.parse(detail)).toEqual(detail);
      expect(detail.manifest).toEqual(manifest);
      expect(detail.from_price.monthly).toBeGreaterThan(0);
      const choices = (await cp.get(`${TEMPLATES}/${name}/choices`)).body;
      expect(LibraryChoices.parse(choices)).toEqual(choices);
      expect(choices.sizes[0].offers[0].price.monthly).toBeGreaterThan(0);
      const { body } = await cp.post(`${TEMPLATES}/${name}/preflight`, INPUTS);
      expect(PreflightAnswer.parse(body)).toEqual(body);
      expect(body.resources.filter(({ kind }: { kind: string }) => kind === 'server')).toHaveLength(
        manifest.servers.length,
      );
      const bytes = body.limits.find(({ what }: { what: string }) => what === 'user_data_bytes');
      expect(bytes.used + bytes.more).toBeLessThan(bytes.most);
    },
  );

  test.each(['', '/choices', '/preflight'])('that there are not are not found: %s', async (below) => {
    const path = `${TEMPLATES}/none${below}`;
    const { status, body } = below === '/preflight' ? await cp.post(path, INPUTS) : await cp.get(path);
    expect({ status, code: body.error.code }).toEqual({ status: 404, code: 'template_not_found' });
  });

  test('are for operators only', async () => {
    for (const path of [TEMPLATES, `${TEMPLATES}/${id}`, `${TEMPLATES}/${id}/choices`]) {
      expect((await cp.call('GET', path, { as: 'nobody' })).status).toBe(401);
      expect((await cp.call('GET', path, { as: 'gateway' })).status).toBe(403);
    }
  });
});

describe('what a template needs', () => {
  const prerequisites = async () => (await cp.get(`${TEMPLATES}/${id}`)).body.prerequisites;

  test('is not known before anything was reported, and then is there or is not', async () => {
    expect((await prerequisites()).map(({ present }: { present: unknown }) => present)).toEqual([null, null, null]);
    for (const kind of LIBRARY_KINDS) await report(cp, kind, []);
    expect(await prerequisites()).toMatchObject([
      { kind: 'network', present: false, count: 0 },
      { kind: 'subnet', present: false, count: 0 },
      { kind: 'ssh_key', present: false, count: 0 },
    ]);
    await report(cp, 'networks', WORLD.networks, SEEN + 1);
    await report(cp, 'ssh_keys', WORLD.ssh_keys, SEEN + 1);
    expect(await prerequisites()).toMatchObject([
      { kind: 'network', present: true, count: 2 },
      { kind: 'subnet', present: true, count: 3 },
      { kind: 'ssh_key', present: true, count: 1 },
    ]);
  });

  test('was seen when the oldest of the lists was, and never while one of them lacks', async () => {
    const seenAt = async () => (await cp.get(`${TEMPLATES}/${id}`)).body.inventory_seen_at;
    await report(cp, 'networks', [], SEEN + 5);
    await report(cp, 'ssh_keys', [], SEEN + 2);
    await report(cp, 'locations', [], SEEN + 3);
    expect(await seenAt()).toBeNull();
    await report(cp, 'server_types', [], SEEN + 4);
    await report(cp, 'prices', [], SEEN + 4);
    await report(cp, 'volumes', [], SEEN + 4);
    expect(await seenAt()).toBeNull();
    await report(cp, 'servers', [], SEEN + 1);
    expect(await seenAt()).toBe(SEEN + 1);
  });
});

describe('what can be chosen', () => {
  test('is what fits and is sold in a region of ours, the smallest first, with its price there', async () => {
    await reportWorld(cp);
    await report(cp, 'unavailable_offers', [{ server_type: 'cx33', location: 'hel1' }], Date.now());
    const { body } = await cp.get(`${TEMPLATES}/${id}/choices`);
    expect(body.sizes.map(({ server_type }: { server_type: string }) => server_type)).toEqual([
      ...['cx23', 'ccx13', 'cx33'],
    ]);
    expect(body.sizes[2].offers).toEqual([
      { location: 'fsn1', available: true, price: { hourly: 0.0108, monthly: 6.88 } },
      { location: 'hel1', available: false, price: { hourly: 0.0108, monthly: 6.88 } },
    ]);
    expect(body.locations).toContainEqual({
      ...{ name: 'sin', city: null, country: null, network_zone: 'ap-southeast', region: 'sg' },
    });
    const detail = (await cp.get(`${TEMPLATES}/${id}`)).body;
    // The cheapest size where it is cheapest: cx23 in hel1, with an address and 20 GB.
    expect(detail.from_price).toEqual({ hourly: 0.0068, monthly: 4.38 });
    const { items } = (await cp.get(TEMPLATES)).body;
    expect(items.find((item: { id: string }) => item.id === id)).toMatchObject({ from_price: detail.from_price });
    expect(body.networks[0].regions).toEqual(['sg', 'us', 'eu']);
    expect(body.ssh_keys).toMatchObject([{ id: 7, regions: ['sg', 'us', 'eu'] }]);
  });

  test('has no price where one of its parts was never reported', async () => {
    await reportWorld(cp);
    await report(cp, 'prices', [], SEEN + 1);
    const { body } = await cp.get(`${TEMPLATES}/${id}/choices`);
    expect(body.sizes[0].offers[0].price).toEqual({ hourly: null, monthly: null });
    expect((await cp.get(`${TEMPLATES}/${id}`)).body.from_price).toEqual({ hourly: null, monthly: null });
  });
});
