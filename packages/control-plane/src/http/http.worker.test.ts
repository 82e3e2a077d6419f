import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ErrorBody } from '@prego/contracts';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { HOLDERS } from '../testing/credentials.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(async () => {
  await cp.clear();
  cp.lines();
});

/** Sends a body as it is. */
async function raw(
  method: string,
  path: string,
  init: { body?: unknown; headers?: Record<string, string>; duplex?: string },
) {
  const headers = {
    authorization: `Bearer ${TEST_VARS.INTERNAL_API_KEY}`,
    'content-type': 'application/json',
    ...init.headers,
  };
  const response = await cp.harness.fetch(path, { method, ...init, headers });
  const body = (await response.json()) as ErrorBody;
  return { status: response.status, code: body.error?.code, body, headers: response.headers };
}

describe('the request id', () => {
  const ray = '8a1b2c3d4e5f6071-SIN';
  test.each([
    ["is the caller's own", { 'x-request-id': 'run-9001_1' }, /^run-9001_1$/],
    ['is that of Cloudflare', { 'cf-ray': ray }, new RegExp(`^${ray}$`)],
    ['is made where the given one is not well-formed', { 'x-request-id': 'a b' }, /^[0-9a-f-]{36}$/],
    ['is made where the given one is too long', { 'x-request-id': 'a'.repeat(65) }, /^[0-9a-f-]{36}$/],
    ['is made where the ray is none', { 'cf-ray': 'x' }, /^[0-9a-f-]{36}$/],
  ])('%s', async (_, headers, id) => {
    const answer = await cp.call('GET', '/internal/none', { headers });
    expect(answer.headers.get('x-request-id')).toMatch(id);
    expect(answer.body.error.request_id).toBe(answer.headers.get('x-request-id'));
  });
});

describe('an error', () => {
  test.each([
    ['an unknown route', 'GET', '/internal/none', {}, 404, 'not_found'],
    ['an unknown path outside', 'GET', '/none', {}, 404, 'not_found'],
    ['malformed JSON', 'PUT', '/internal/clock', { body: '{"offset_ms": ' }, 400, 'invalid_request'],
    ['no body', 'PUT', '/internal/clock', {}, 400, 'invalid_request'],
    [
      'a body that says it is text',
      'PUT',
      '/internal/clock',
      { body: '{}', headers: { 'content-type': 'text/plain' } },
      400,
      'invalid_request',
    ],
    ['a field that is missing', 'PUT', '/internal/clock', { body: '{}' }, 400, 'invalid_request'],
    ['another method', 'POST', '/healthz', { body: '{}' }, 405, 'method_not_allowed'],
    ['a method of no route', 'DELETE', '/internal/clock', {}, 405, 'method_not_allowed'],
  ])('of %s has its code and the body of all errors', async (_, method, path, init, status, code) => {
    const answer = await raw(method, path, init);
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(ErrorBody.strict().parse(answer.body).error).toMatchObject({ docs: expect.stringContaining(`${code}.md`) });
  });

  test('of a field names it', async () => {
    const answer = await raw('PUT', '/internal/clock', { body: '{"offset_ms": "soon"}' });
    expect(answer.body.error.message).toContain('offset_ms');
  });

  test('of a method says which there are', async () => {
    expect((await raw('POST', '/internal/dispatch', { body: '{}' })).headers.get('allow')).toBe('GET, PUT');
  });

  test('that nobody foresaw tells the caller nothing, and the log where it was', async () => {
    await cp.insert('settings', { name: 'dispatch', value: 'no JSON' });
    const answer = await raw('GET', '/healthz', {});
    expect(answer.status).toBe(500);
    expect(answer.body.error).toMatchObject({ code: 'internal_error', message: expect.not.stringContaining('JSON') });
    const [line] = cp.lines().filter(({ level }) => level === 'error');
    expect(line).toMatchObject({
      request_id: answer.headers.get('x-request-id'),
      error: expect.stringContaining('JSON'),
      stack: expect.stringContaining('at '),
    });
  });
});

describe('a body', () => {
  const large = JSON.stringify({ offset_ms: 1, rest: 'x'.repeat(1024 * 1024) });
  const stream = () => new Blob([large]).stream();

  test.each([
    ['told by its length', () => ({ body: large })],
    ['sent in pieces without a length', () => ({ body: stream(), duplex: 'half' })],
  ])('of more than 1 MiB is refused, %s', async (_, init) => {
    expect(await raw('PUT', '/internal/clock', init())).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  test('of more than 1 MiB is taken where lists of a whole cloud are sent', async () => {
    expect((await raw('POST', '/internal/inventory', { body: large })).status).not.toBe(413);
    expect((await raw('POST', '/internal/inventory', { body: `"${'x'.repeat(12 * 1024 * 1024)}"` })).status).toBe(413);
  });

  test('is not read for somebody who may not send it', async () => {
    const answer = await raw('PUT', '/internal/clock', { body: large, headers: { authorization: 'Bearer nobody' } });
    expect(answer.status).toBe(401);
  });
});

describe('every answer', () => {
  test('has the headers that browsers heed, also a refusal', async () => {
    for (const path of ['/healthz', '/docs', '/internal/nodes', '/none']) {
      const { headers } = await cp.call('GET', path, { as: 'nobody' });
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
    }
  });

  test('is one line of the log, with what it was about', async () => {
    const path = `/internal/provision-jobs/${HOLDERS.job_id}?trace_id=${HOLDERS.trace_id}&tenant_id=x%20y`;
    await cp.call('GET', path, { headers: { 'x-request-id': 'about' } });
    await cp.call('GET', `/internal/tenants/${HOLDERS.tenant_id}`);
    const lines = cp.lines().filter(({ message }) => message === 'request');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        request_id: 'about',
        method: 'GET',
        route: '/internal/provision-jobs/{job_id}',
        status: expect.any(Number),
        duration_ms: expect.any(Number),
        caller: 'operator',
        job_id: HOLDERS.job_id,
        trace_id: HOLDERS.trace_id,
      }),
      expect.objectContaining({ route: '/internal/tenants/{id}', tenant_id: HOLDERS.tenant_id }),
    ]);
    expect(lines[0]).not.toHaveProperty('tenant_id');
  });
});

describe('too many requests', () => {
  test('of one tenant by way of the gateway are refused for a minute; another tenant is let through', async () => {
    const signUp = (tenant_id: string) => cp.call('POST', '/v1/tenants', { as: 'gateway', body: { tenant_id } });
    const answers = await Promise.all(Array.from({ length: 70 }, () => signUp('flood')));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(10);
    expect(limited[0]?.body.error.code).toBe('rate_limited');
    expect(limited[0]?.headers.get('retry-after')).toBe('60');
    expect((await signUp('other')).status).not.toBe(429);
  });

  test('are not counted within', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => cp.get('/internal/dispatch')));
    expect(answers.filter(({ status }) => status === 429)).toEqual([]);
  });
});
