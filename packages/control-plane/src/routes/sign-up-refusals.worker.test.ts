import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, runTo, signUp } from '../testing/placement-world.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });

describe('a sign-up is refused', () => {
  test.each([
    ['its tier', { plan_tier: 'free' }],
    ['its region', { region: 'us' }],
    ['its slug', { subdomain_slug: 'acme-2' }],
  ])('where a living tenant changes %s', async (_, change) => {
    const { body } = await signUp(cp, 'acme');
    expect(await signUp(cp, 'acme', change)).toMatchObject(refusal(409, 'tenant_changed'));
    await runTo(cp, body.job_id, 'completed');
    expect(await signUp(cp, 'acme', change)).toMatchObject(refusal(409, 'tenant_changed'));
    expect(await count(cp, 'provision_jobs')).toBe(1);
  });

  test('where the slug is that of another, until that was returned', async () => {
    const { body } = await signUp(cp, 'acme');
    const other = () => signUp(cp, 'other', { subdomain_slug: 'acme' });
    expect(await other()).toMatchObject(refusal(409, 'slug_taken'));
    await runTo(cp, body.job_id, 'completed');
    await runTo(cp, (await cp.post('/internal/tenants/acme/return', { name: 'acme' })).body.job_id, 'completed');
    expect((await other()).status).toBe(202);
    expect(await signUp(cp, 'acme')).toMatchObject(refusal(409, 'slug_taken'));
  });

  test('where another job of the tenant is under way', async () => {
    const { body } = await signUp(cp, 'acme');
    expect(await signUp(cp, 'acme', { checkout: { order: 8 } })).toMatchObject(refusal(409, 'job_active'));
    await runTo(cp, body.job_id, 'completed');
    await cp.post('/internal/tenants/acme/return', { name: 'acme' });
    expect(await signUp(cp, 'acme')).toMatchObject(refusal(409, 'job_active'));
  });

  test('where a dedicated tenant has failed and has servers: that job is to be retried', async () => {
    const { body } = await signUp(cp, 'big', { plan_tier: 'enterprise' });
    await runTo(cp, body.job_id, 'failed');
    expect(await signUp(cp, 'big', {}, 'key-2')).toMatchObject(refusal(409, 'conflict'));
    expect(await count(cp, 'nodes')).toBe(3);
  });

  test('where the tenant is half returned', async () => {
    const { body } = await signUp(cp, 'acme');
    await runTo(cp, body.job_id, 'failed');
    const back = await cp.post('/internal/tenants/acme/return', { name: 'acme' });
    await runTo(cp, back.body.job_id, 'failed');
    expect(await signUp(cp, 'acme')).toMatchObject(refusal(409, 'conflict'));
  });

  test.each([
    ['a reserved slug', { subdomain_slug: 'www' }],
    ['a slug that is none', { subdomain_slug: 'Acme' }],
    ['an unknown tier', { plan_tier: 'gold' }],
    ['an unknown region', { region: 'mars' }],
    ['metadata that is no object', { contact: 'me' }],
    ['too much metadata', { checkout: { text: 'x'.repeat(8_192) } }],
    ['an id that is none', { tenant_id: '-' }],
  ])('for %s', async (_, change) => {
    expect(await signUp(cp, 'acme', change)).toMatchObject(refusal(400, 'invalid_request'));
    expect(await count(cp, 'tenants')).toBe(0);
  });

  test('for a key that is none', async () => {
    expect(await signUp(cp, 'acme', {}, 'a b')).toMatchObject(refusal(400, 'invalid_request'));
  });
});
