import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LAUNCH_HINTS, LaunchView, UI_STEPS } from '@prego/contracts';
import { drizzle } from 'drizzle-orm/d1';
import type { Deps } from '../deps.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { countingDatabase } from '../testing/counting-database.ts';
import { SECRET_WORDS, seedRich } from '../testing/rich-job.ts';
import { event, JOB, launchToken, seedJob, seedTenant } from '../testing/story-rows.ts';
import { readLaunch } from '../use-cases/read-launch.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => cp.clear());

const launch = async (options: { headers?: Record<string, string>; tenant?: string } = {}) =>
  cp.call('GET', '/v1/launch', { as: { token: await launchToken(options.tenant) }, headers: options.headers ?? {} });

describe('a Launch link', () => {
  test.each(['running', 'waiting', 'failed', 'cancelled', 'completed'])(
    'shows nothing that is internal of a job that is %s',
    async (status) => {
      await seedRich(cp, status);
      const { status: code, body, headers } = await launch();
      expect(code).toBe(200);
      expect(LaunchView.parse(body)).toEqual(body);
      const shown = JSON.stringify([body, [...headers]]);
      for (const word of Object.values(SECRET_WORDS)) expect(shown).not.toContain(word);
      expect(shown).not.toMatch(/job_|dec_|node|\d+\.\d+\.\d+\.\d+/);
      expect(body.support_reference).toBe(JOB.trace_id);
    },
  );

  test('shows the newest attempt: what holds of an earlier one is done', async () => {
    await seedRich(cp);
    const { body } = await launch();
    expect(body.lines.map(({ state }: { state: string }) => state)).toEqual([
      ...['done', 'done', 'done', 'done', 'done', 'done'],
      ...['started', 'pending', 'pending', 'pending'],
    ]);
    expect(body).toMatchObject({
      ...{ status: 'preparing', open: false, hostname: 'acme.prego.test', url: null, poll_after_s: 3 },
      ...{ provision_ui_current_label: 'Connect address', hint: LAUNCH_HINTS.preparing.en, language: 'en' },
    });
  });

  test.each([
    ['ko', 'ko'],
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['de, ko;q=0.5', 'ko'],
    ['en-GB, ko;q=0.5', 'en'],
    ['ko;q=0, de', 'en'],
    ['*', 'en'],
  ] as const)('speaks, to who accepts %j, %s', async (accepted, language) => {
    await seedRich(cp);
    const { body, headers } = await launch({ headers: { 'accept-language': accepted } });
    expect(body.language).toBe(language);
    expect(headers.get('content-language')).toBe(language);
    expect(body.lines.map(({ label }: { label: string }) => label)).toEqual(UI_STEPS.map((step) => step[language]));
    expect(body.lines[6].labels).toEqual({ en: 'Connect address', ko: '주소 연결' });
    expect(body.provision_ui_current_label).toBe(UI_STEPS[6][language]);
    expect(body.hint).toBe(LAUNCH_HINTS.preparing[language]);
  });

  test.each([
    ['queued', 'provisioning', 'preparing', 'waiting', 3],
    ['waiting', 'provisioning', 'preparing', 'waiting', 3],
    ['running', 'provisioning', 'preparing', 'preparing', 3],
    ['failed', 'failed', 'failed', 'failed', 60],
    ['cancelled', 'failed', 'stopped', 'stopped', 60],
    ['completed', 'active', 'open', 'open', 60],
    ['completed', 'returning', 'closed', 'closed', 3600],
    ['completed', 'returned', 'closed', 'closed', 3600],
    // A return that failed half way: what was there is taken apart.
    ['completed', 'failed', 'closed', 'closed', 3600],
  ] as const)('of a %s job of a tenant that is %s is %s', async (job, tenant, status, hint, poll_after_s) => {
    await seedTenant(cp, { status: tenant });
    await seedJob(cp, { status: job });
    const { body } = await launch();
    expect(body).toMatchObject({ status, open: status === 'open', hint: LAUNCH_HINTS[hint].en, poll_after_s });
    expect(body.url).toBe(status === 'open' ? 'https://acme.prego.test' : null);
    expect(body.provision_ui_current_label === null).toBe(status !== 'preparing');
    expect(body.lines.filter(({ current }: { current: boolean }) => current)).toHaveLength(
      status === 'preparing' ? 1 : 0,
    );
  });

  test('of a job that was cancelled shows nothing under way, and of one that failed shows where', async () => {
    await seedTenant(cp);
    await seedJob(cp, { status: 'cancelled' });
    await cp.post('/internal/trace-events', { events: [event('started', 4)] });
    const states = async () => (await launch()).body.lines.map(({ state }: { state: string }) => state);
    expect((await states()).slice(3)).toEqual(Array(7).fill('pending'));
    await cp.clear();
    await seedTenant(cp);
    await seedJob(cp, { status: 'failed', failed_stage: 'prego_ui_step_05' });
    expect((await states())[4]).toBe('failed');
  });

  test('of a tenant without a job shows ten lines to come', async () => {
    await seedTenant(cp);
    const { body } = await launch();
    expect(body).toMatchObject({ status: 'preparing', support_reference: null, provision_ui_current_label: null });
    expect(new Set(body.lines.map(({ state }: { state: string }) => state))).toEqual(new Set(['pending']));
  });

  test("shows its own tenant's job only, and never a return", async () => {
    await seedTenant(cp);
    await seedTenant(cp, { tenant_id: 'other', subdomain_slug: 'other', canonical_hostname: 'other.prego.test' });
    await seedJob(cp);
    await seedJob(cp, { job_id: 'job_other', trace_id: 'trace_other', tenant_id: 'other' });
    await seedJob(cp, { job_id: 'job_b', trace_id: 'trace_b', kind: 'return', status: 'failed', created_at: 9999 });
    expect((await launch()).body).toMatchObject({ hostname: 'acme.prego.test', support_reference: JOB.trace_id });
    expect((await launch({ tenant: 'other' })).body).toMatchObject({ support_reference: 'trace_other' });
  });
});

describe('polling', () => {
  test('reads no more rows than the ten lines need, whatever else the job has told', async () => {
    await seedRich(cp);
    await cp.env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
       INSERT INTO trace_events (trace_id, job_id, attempt, stage, status, at, recorded_at)
       SELECT 'trace_01story', 'job_01story', 1 + (i % 2), 'engine.r' || i, 'done', 1, 1 FROM n`,
    ).run();
    const { database, counts } = countingDatabase(cp);
    const caller = { kind: 'launch', tenant_id: JOB.tenant_id } as const;
    const deps = { db: drizzle(database), config: {} } as unknown as Deps;
    const view = await readLaunch(deps, caller, 'en');
    expect(view).toEqual((await launch()).body);
    // 14 here: the tenant, its job, two attempts and six events, and what their indexes are read by.
    expect(counts.rowsRead).toBeLessThanOrEqual(20);
    // The third, for the estimate, is the first look's only.
    expect(counts.roundTrips).toBe(3);
    await readLaunch(deps, caller, 'en');
    expect(counts.roundTrips).toBe(5);
  });

  test('is told that nothing has changed, until something has', async () => {
    await seedRich(cp);
    const { headers } = await launch();
    const tag = headers.get('etag') ?? '';
    expect(tag).not.toBe('');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toBe('Authorization, Accept-Language');
    const again = await launch({ headers: { 'if-none-match': tag } });
    expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: '' });
    expect(again.headers.get('cache-control')).toBe('private, no-cache');
    // The page's own clock may be wrong.
    for (const said of [headers, again.headers]) expect(Date.parse(said.get('date') ?? '')).toBeGreaterThan(0);
    expect((await launch({ headers: { 'if-none-match': tag, 'accept-language': 'ko' } })).status).toBe(200);
    await cp.post('/internal/trace-events', { events: [event('done', 7, { attempt: 2 })] });
    expect((await launch({ headers: { 'if-none-match': tag } })).status).toBe(200);
  });
});

describe('a Launch link is refused', () => {
  test.each([
    ['without a token', 'nobody', 401],
    ["with the operator's key", 'operator', 403],
    ["with the gateway's key", 'gateway', 403],
    ['with a token that nobody signed', { token: 'launch.acme.9999999999999.AAAA' }, 401],
  ] as const)('%s', async (_, as, status) => {
    await seedTenant(cp);
    expect((await cp.call('GET', '/v1/launch', { as })).status).toBe(status);
  });

  test('when its time is over', async () => {
    const token = await launchToken(JOB.tenant_id, Date.now() - 1);
    expect((await cp.call('GET', '/v1/launch', { as: { token } })).status).toBe(401);
  });

  test('for a tenant that is not known, and opens nothing else', async () => {
    expect(await launch({ tenant: 'gone' })).toMatchObject({
      status: 404,
      body: { error: { code: 'tenant_not_found' } },
    });
    const as = { token: await launchToken() };
    expect((await cp.call('GET', `/internal/trace/${JOB.trace_id}`, { as })).status).toBe(403);
  });
});
