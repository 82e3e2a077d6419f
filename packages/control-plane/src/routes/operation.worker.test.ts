import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { HOUR_MS } from '../testing/credentials.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => cp.clear());

describe('the health check', () => {
  test('tells the schema, the oldest dispatch that waits, the last sweep and whether dispatching is paused', async () => {
    expect((await cp.call('GET', '/healthz', { as: 'nobody' })).body).toEqual({
      status: 'ok',
      schema_version: '0001_init.sql',
      queue_age_s: null,
      last_sweep_at: null,
      dispatch_paused: false,
    });
    const now = Date.now();
    await cp.insert('settings', { name: 'last_sweep_at', value: '1700000000000' });
    await cp.insert('settings', { name: 'dispatch', value: '{"paused":true}' });
    const attempt = { attempt: 1 };
    await cp.insert(
      'outbox',
      { job_id: 'job_a', due_at: now - 90_000, ...attempt },
      { job_id: 'job_b', due_at: now - 60_000, ...attempt },
      { job_id: 'job_c', due_at: now - HOUR_MS, dead: 1, ...attempt },
      { job_id: 'job_d', due_at: now + HOUR_MS, ...attempt },
    );
    const { body } = await cp.call('GET', '/healthz', { as: 'nobody' });
    expect(body).toMatchObject({ last_sweep_at: 1700000000000, dispatch_paused: true });
    expect(body.queue_age_s).toBeGreaterThanOrEqual(90);
    expect(body.queue_age_s).toBeLessThan(HOUR_MS / 1000);
  });

  test('answers HEAD too', async () => {
    expect((await cp.harness.fetch('/healthz', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('the clock', () => {
  test('is moved from the next request on, and the move is in the audit log', async () => {
    await cp.insert('outbox', { job_id: 'job_a', attempt: 1, due_at: Date.now() + HOUR_MS });
    expect((await cp.call('PUT', '/internal/clock', { body: { offset_ms: 2 * HOUR_MS } })).body).toEqual({
      offset_ms: 2 * HOUR_MS,
    });
    expect((await cp.get('/healthz')).body.queue_age_s).toBeGreaterThanOrEqual(HOUR_MS / 1000);
    expect(await cp.rows('SELECT actor, action, data FROM audit')).toEqual([
      { actor: 'operator', action: 'clock.moved', data: `{"offset_ms":${2 * HOUR_MS}}` },
    ]);
  });

  test.each([1.5, '1', 1e15, null])('is not moved by %j', async (offset_ms) => {
    expect((await cp.call('PUT', '/internal/clock', { body: { offset_ms } })).status).toBe(400);
  });
});

describe('the page of the API', () => {
  test('shows every route, and needs neither a script nor anything from elsewhere', async () => {
    const { body, headers } = await cp.call('GET', '/docs', { as: 'nobody' });
    const document = (await cp.get('/openapi.json')).body;
    for (const path of Object.keys(document.paths)) expect(body).toContain(`<code>${path}</code>`);
    expect(body).not.toMatch(/<script|<link|<img|@import|url\(|src=|href="(?!#|\/openapi)/);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${digest}'`);
    expect(body).not.toContain('[object Object]');
    expect(body).not.toContain('undefined');
    // Where a route is shown that says no group.
    expect(body).not.toContain('id="other"');
  });
});
