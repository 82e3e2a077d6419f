import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OnboardingStatus, UI_STEPS } from '@prego/contracts';
import { ControlPlane } from '../testing/control-plane.ts';
import { event, JOB, seedJob, seedTenant } from '../testing/story-rows.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => cp.clear());

const status = (query: string) => cp.get(`/internal/onboarding-status?${query}`);
const states = (body: OnboardingStatus) => body.steps.map(({ state }) => state);

describe('onboarding', () => {
  test('of a job: its five steps, made of the ten', async () => {
    await seedTenant(cp);
    await seedJob(cp);
    await cp.post('/internal/trace-events', { events: [event('done', 6), event('failed', 7)] });
    const { body } = await status(`job_id=${JOB.job_id}`);
    expect(OnboardingStatus.parse(body)).toEqual(body);
    expect(body).toMatchObject(JOB);
    expect(states(body)).toEqual(['done', 'done', 'done', 'failed', 'pending']);
    const stages = body.steps.flatMap((step: { stages: string[] }) => step.stages);
    expect(stages).toEqual(UI_STEPS.map(({ stage }) => stage));
  });

  test("of a tenant: its newest provision job's", async () => {
    await seedTenant(cp);
    await seedJob(cp, { job_id: 'job_old', trace_id: 'trace_old', status: 'failed' });
    await seedJob(cp, { created_at: 2000 });
    await seedJob(cp, {
      job_id: 'job_back',
      trace_id: 'trace_back',
      kind: 'return',
      status: 'failed',
      created_at: 3000,
    });
    const { body } = await status(`tenant_id=${JOB.tenant_id}`);
    expect(body).toMatchObject(JOB);
    expect(states(body)).toEqual(['done', 'pending', 'pending', 'pending', 'pending']);
    expect((await status(`tenant_id=${JOB.tenant_id}&job_id=job_old`)).body.job_id).toBe('job_old');
  });

  test('of a tenant without a job: its record, and nothing else yet', async () => {
    await seedTenant(cp);
    const { body } = await status(`tenant_id=${JOB.tenant_id}`);
    expect(body).toMatchObject({ job_id: null, trace_id: null });
    expect(states(body)).toEqual(['done', 'pending', 'pending', 'pending', 'pending']);
  });

  test.each([
    ['neither id', '', 400, 'invalid_request'],
    ['a job that is not known', 'job_id=job_gone', 404, 'job_not_found'],
    ['a tenant that is not known', 'tenant_id=gone', 404, 'tenant_not_found'],
    ["another tenant's job", `job_id=${JOB.job_id}&tenant_id=other`, 400, 'invalid_request'],
  ])('is refused for %s', async (_, query, code, error) => {
    await seedJob(cp);
    expect(await status(query)).toMatchObject({ status: code, body: { error: { code: error } } });
  });
});

describe('the funnel', () => {
  const funnel = (query: string) => cp.get(`/internal/funnel-events?${query}`);
  const reached = (trace_id: string, name: string, at: number) =>
    cp.insert('funnel_events', { trace_id, name, tenant_id: 'acme', at });
  beforeEach(async () => {
    await reached('trace_a', 'dispatched', 300);
    await reached('trace_a', 'signed_up', 100);
    await reached('trace_a', 'placed', 100);
    await reached('trace_b', 'signed_up', 200);
    await reached('trace_c', 'signed_up', 900);
  });

  test('of a trace stands in its order', async () => {
    const { body } = await funnel('trace_id=trace_a');
    expect(body.funnel_events.map(({ name }: { name: string }) => name)).toEqual(['signed_up', 'placed', 'dispatched']);
    expect(body.counts).toBeNull();
    expect((await funnel('trace_id=trace_gone')).body).toEqual({ funnel_events: [], counts: null });
  });

  test('of a time is counted by milestone, its beginning in and its end out', async () => {
    const { body } = await funnel('since=100&until=900');
    expect(body).toEqual({
      funnel_events: [],
      counts: { signed_up: 2, placed: 1, dispatched: 1, server_ready: 0, address_ready: 0, opened: 0 },
    });
    expect((await funnel('since=101')).body.counts).toMatchObject({ signed_up: 2, placed: 0 });
  });

  test.each([
    ['', 400],
    ['since=yesterday', 400],
    ['trace_id=7', 400],
  ])('is refused for %j', async (query, code) => {
    expect((await funnel(query)).status).toBe(code);
  });
});
