import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ActionError } from '../errors.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import { until } from '../testing/until.ts';
import { ControlPlaneClient } from './client.ts';
import { ControlPlaneRefusal } from './refusal.ts';

let server: ControlPlaneServer;
beforeEach(async () => {
  server = await startControlPlaneServer();
  server.node('sg-s-7k2m9qxa');
});
afterEach(async () => await server.close());

const CALL = { method: 'GET', path: '/internal/nodes/sg-s-7k2m9qxa' } as const;
const Node = z.object({ node_id: z.string() });
const client = () => new ControlPlaneClient(`${server.url}/`, server.operatorKey, () => 0);
const thrown = (asking: Promise<unknown>): Promise<ActionError> =>
  asking.then(
    () => {
      throw new Error('it was answered');
    },
    (error: ActionError) => error,
  );

test('an answer is what the schema makes of it', async () => {
  expect(await client().json(CALL, Node)).toEqual({ node_id: 'sg-s-7k2m9qxa' });
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['the connection is cut before', { kind: { drop: 'request' } }],
  ['the connection is cut after', { kind: { drop: 'answer' } }],
  ['an error of the server', { kind: { status: 500 } }],
  ["a proxy's error page", { kind: { status: 502, body: '<html>Bad gateway</html>' } }],
  ['too many requests', { kind: { status: 429, retryAfter: '0' } }],
  ['a timeout of the server', { kind: { status: 408 } }],
] as const)('what passes is asked again: %s', async (_, fault) => {
  server.fault(fault);
  expect(await client().json(CALL, Node)).toEqual({ node_id: 'sg-s-7k2m9qxa' });
  expect(server.requests).toHaveLength(2);
});

test('Retry-After is heeded: longer than the call has means that it is not asked again', async () => {
  server.fault({ kind: { status: 429, retryAfter: '3600' } });
  const error = await thrown(client().json({ ...CALL, withinMs: 800 }, Node));
  expect(error).toMatchObject({ code: 'rate_limited', status: 429 });
  expect(server.requests).toHaveLength(1);
});

test('a refusal has code, message and remedy of the control plane, and is not asked again', async () => {
  const error = await thrown(client().json({ ...CALL, path: '/internal/nodes/none' }, Node));
  expect(error).toBeInstanceOf(ControlPlaneRefusal);
  expect(error).toMatchObject({
    code: 'node_not_found',
    message: 'There is no node none.',
    remedy: 'Check the node id; nodes are registered by automation.',
    detail: 'GET /internal/nodes/none was answered with 404, request test.',
  });
  expect(server.requests).toHaveLength(1);
});

test('a code that is not known yet is a refusal too', async () => {
  server.fault({ kind: { status: 409, body: JSON.stringify({ error: { code: 'new_rule', message: 'No.' } }) } });
  const error = await thrown(client().json(CALL, Node));
  expect(error).toMatchObject({ code: 'new_rule', message: 'No.', remedy: expect.stringContaining('new_rule.md') });
});

test('a refusal that the caller takes for passing is asked again', async () => {
  const body = JSON.stringify({ error: { code: 'conflict', message: 'Twice at once.' } });
  server.fault({ kind: { status: 409, body } });
  expect(await client().json({ ...CALL, passing: ['conflict'] }, Node)).toEqual({ node_id: 'sg-s-7k2m9qxa' });
});

test.each([
  ['another schema', { status: 200, body: '{"node":1}' }],
  ['no JSON', { status: 200, body: 'Hello' }],
  ['a page that is not there', { status: 404, body: '<html>Not found</html>' }],
  ['a redirect', { status: 302, body: '' }],
])('whoever answers in other words is not the control plane: %s', async (_, kind) => {
  server.fault({ kind });
  const error = await thrown(client().json(CALL, Node));
  expect(error).toMatchObject({ name: 'ActionError', code: 'control_plane_unreachable' });
  expect(error.remedy).toContain('control_plane_url');
  expect(server.requests).toHaveLength(1);
});

test('without an answer it is unknown what was done, and the last failure is told', async () => {
  server.fault({ kind: { drop: 'answer' }, times: 1_000 });
  const error = await thrown(client().json({ ...CALL, withinMs: 600 }, Node));
  expect(error).toBeInstanceOf(ActionError);
  expect(error.code).toBe('control_plane_unreachable');
  expect(error.message).toContain('ECONNRESET');
  expect(server.requests.length).toBeGreaterThan(1);
});

test('an answer that takes too long is given up, and asked for again', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.fault({ kind: { hold: promise } });
  expect(await client().json({ ...CALL, tryMs: 50 }, Node)).toEqual({ node_id: 'sg-s-7k2m9qxa' });
  resolve();
});

test('a call that is asked once says so when it fails', async () => {
  server.fault({ kind: { status: 503 } });
  await thrown(client().json({ ...CALL, repeat: false }, Node));
  expect(server.requests).toHaveLength(1);
});

test('a run that is cancelled waits no longer, neither for an answer nor between two tries', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.fault({ kind: { hold: promise } });
  const cancel = new AbortController();
  const asking = thrown(client().json({ ...CALL, signal: cancel.signal }, Node));
  await until(() => server.requests.length === 1);
  cancel.abort();
  expect(await asking).toMatchObject({ code: 'cancelled' });
  resolve();
  expect(await thrown(client().json({ ...CALL, signal: cancel.signal }, Node))).toMatchObject({ code: 'cancelled' });
  expect(server.requests).toHaveLength(1);
});

test('the credential is in no error, nor in what has caused it', async () => {
  server.fault({ kind: { drop: 'answer' }, times: 1_000 });
  for (const bearer of [server.operatorKey, `${server.operatorKey}\nX: 1`]) {
    const asked = new ControlPlaneClient(server.url, bearer, () => 0);
    const { message, remedy, detail, stack, cause } = await thrown(asked.json({ ...CALL, withinMs: 300 }, Node));
    expect(JSON.stringify([message, remedy, detail, stack, String(cause)])).not.toContain(server.operatorKey);
  }
});
