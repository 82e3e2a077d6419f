import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LaunchLink, TenantDetail } from '@prego/contracts';
import { ControlPlane } from '../testing/control-plane.ts';
import { emptyWorld, launchWith, putNode, runTo, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

let clock = 1;
const putTenant = (tenant_id: string, slug: string, status = 'active') =>
  cp.insert('tenants', {
    ...{ tenant_id, subdomain_slug: slug, canonical_hostname: `${slug}.prego.test`, plan_tier: 'basic' },
    ...{ region: 'sg', status, created_at: clock++, updated_at: 1 },
  });

/** Every id of a search, in order, with pages of this size. */
async function search(query: string, limit = 2): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { status, body } = await cp.get(`/internal/tenants?${query}&limit=${limit}${cursor}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    ids.push(...body.items.map((item: { tenant_id: string }) => item.tenant_id));
    cursor = body.next_cursor === null ? '' : `&cursor=${encodeURIComponent(body.next_cursor)}`;
  } while (cursor);
  return ids;
}

describe('the directory', () => {
  beforeEach(async () => {
    await putTenant('T-100', 'acme');
    await putTenant('T-101', 'acme-labs');
    await putTenant('acme_3', 'zeta', 'failed');
    await putTenant('old', 'acme', 'returned');
    await putTenant('T-2', 'beta', 'failed');
  });

  test.each([
    ['nothing: all, newest first', '', ['T-2', 'old', 'acme_3', 'T-101', 'T-100']],
    ['a status', 'status=failed', ['T-2', 'acme_3']],
    ['an id', 'q=T-100', ['T-100']],
    ['the beginning of ids', 'q=T-10', ['T-100', 'T-101']],
    ['ids and slugs that begin alike: ids first', 'q=acme', ['acme_3', 'T-101', 'T-100', 'old']],
    ['a host name, however it is written', 'q=ACME.prego.test', ['T-100', 'old']],
    ['what nobody has', 'q=nobody', []],
    ['a beginning and a status', 'q=acme&status=failed', ['acme_3']],
    ['what is no pattern', 'q=%25', []],
  ])('is searched by %s', async (_, query, ids) => {
    for (const limit of [1, 2, 50]) expect(await search(query, limit)).toEqual(ids);
  });

  test('takes its own cursors only', async () => {
    for (const query of ['cursor=x', 'q=a&cursor=n.1.a']) {
      expect((await cp.get(`/internal/tenants?${query}`)).body.error.code).toBe('invalid_request');
    }
  });
});

describe('a tenant', () => {
  test('is shown with its place, its record and its jobs, newest first', async () => {
    await putNode(cp, NODE);
    const { body: first } = await signUp(cp, 'acme', { contact: { email: 'a@b.c' } }, 'key-1');
    await runTo(cp, first.job_id, 'failed');
    const { body: second } = await signUp(cp, 'acme', { contact: { email: 'a@b.c' } }, 'key-2');
    await cp.rows("UPDATE tenants SET dns_zone_id = 'z', dns_record_id = 'r', dns_content = '192.0.2.1'");
    const { body } = await cp.get('/internal/tenants/acme');
    expect(TenantDetail.strict().parse(body)).toEqual(body);
    expect(body).toMatchObject({
      ...{ tenant_id: 'acme', status: 'provisioning', contact: { email: 'a@b.c' }, checkout: {} },
      seat: { node_id: NODE, node_status: 'ready', kind: 'reservation', job_id: second.job_id },
      dns: { zone_id: 'z', record_id: 'r', content: '192.0.2.1' },
      jobs: [
        { job_id: second.job_id, status: 'queued' },
        { job_id: first.job_id, status: 'failed' },
      ],
    });
  });

  test('who has neither place nor record says so', async () => {
    await putTenant('bare', 'bare');
    expect((await cp.get('/internal/tenants/bare')).body).toMatchObject({ seat: null, dns: null, jobs: [] });
  });

  test('gets a new Launch link, which is audited and no part of the audit', async () => {
    await putTenant('acme', 'acme');
    const { status, body } = await cp.post('/internal/tenants/acme/launch-link');
    expect(status).toBe(200);
    expect(LaunchLink.parse(body)).toEqual(body);
    expect(await launchWith(cp, body.launch_url)).toMatchObject({ status: 200, body: { hostname: 'acme.prego.test' } });
    const rows = await cp.rows<{ data: string }>("SELECT * FROM audit WHERE action = 'tenant.launch_link_made'");
    expect(rows).toMatchObject([{ actor: 'operator', tenant_id: 'acme' }]);
    expect(rows[0]?.data).toBe(JSON.stringify({ expires_at: body.expires_at }));
  });

  test.each([
    ['GET', '/internal/tenants/nobody'],
    ['POST', '/internal/tenants/nobody/launch-link'],
  ])('who is not known is not found: %s %s', async (method, path) => {
    expect(await cp.call(method, path)).toMatchObject({ status: 404, body: { error: { code: 'tenant_not_found' } } });
  });
});
