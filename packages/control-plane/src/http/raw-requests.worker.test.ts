import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';

/** Requests as no client library would send them: it would tidy up their paths and headers first. */
let url: URL;
beforeAll(async () => {
  const cp = await ControlPlane.start();
  ({ url } = await cp.harness.listen());
});

const OPERATOR = `Authorization: Bearer ${TEST_VARS.INTERNAL_API_KEY}`;
const GATEWAY = `Authorization: Bearer ${TEST_VARS.GATEWAY_KEY}`;

async function send(method: string, path: string, ...headers: string[]): Promise<{ status: number; body: string }> {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.write(
    `${[`${method} ${path} HTTP/1.1`, `Host: ${url.host}`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`,
  );
  const answer = await text(socket);
  return { status: Number(answer.split(' ')[1]), body: answer.slice(answer.indexOf('\r\n\r\n') + 4) };
}

describe('a path that is written in another way', () => {
  const FORMS = [
    '/internal/./nodes',
    '/internal/x/../nodes',
    '/internal/tenants/%2e%2e/nodes',
    '/internal/tenants/.%2E/nodes',
    '/internal/%6eodes',
    '/internal\\nodes',
    '/healthz/../internal/nodes',
    '/healthz/%2e%2e/internal/nodes',
    '/docs/../internal/nodes',
    'http://healthz/internal/nodes',
  ];
  test.each(FORMS)('%s is the route that it leads to: open to the operator, and to nobody else', async (path) => {
    expect((await send('GET', path)).status).toBe(401);
    expect((await send('GET', path, GATEWAY)).status).toBe(403);
    expect((await send('GET', path, OPERATOR)).status).toBe(200);
  });

  test.each([
    '/internal//nodes',
    '//internal/nodes',
    '/internal/nodes/',
    '/internal/nodes%0a',
    '/internal/nodes%2f',
    '/INTERNAL/nodes',
    '/internal/tenants//launch-link',
    '/healthz%2f..%2finternal%2fnodes',
    '/healthz;/internal/nodes',
    '/v1/../internal//nodes',
  ])('%s is no route, for the operator neither', async (path) => {
    for (const headers of [[], [OPERATOR]]) expect((await send('GET', path, ...headers)).status).toBe(404);
  });

  test('an id that is no text is refused as a field', async () => {
    for (const id of ['%00', '%ff', '%', 'a%0ab', 'a%2fhost-key']) {
      expect((await send('GET', `/internal/nodes/${id}`)).status).toBe(401);
      expect((await send('GET', `/internal/nodes/${id}`, OPERATOR)).status).toBe(400);
    }
  });

  test.each(['X-Original-Url', 'X-Rewrite-Url', 'X-Forwarded-Path', 'X-Http-Method-Override'])(
    'in %s is not looked at',
    async (name) => {
      expect((await send('GET', '/internal/nodes', `${name}: /healthz`)).status).toBe(401);
      expect((await send('GET', '/healthz', `${name}: /internal/nodes`)).body).toContain('"status":"ok"');
    },
  );
});

describe('the Authorization header', () => {
  test.each(['authorization: bearer', 'AUTHORIZATION: BEARER', 'Authorization:Bearer  '])(
    'may be %j',
    async (begin) => {
      expect((await send('GET', '/internal/nodes', `${begin} ${TEST_VARS.INTERNAL_API_KEY}`)).status).toBe(200);
    },
  );

  test.each([
    ['a good one and another', [OPERATOR, 'Authorization: Bearer x']],
    ['another and a good one', ['Authorization: Bearer x', OPERATOR]],
    ['a good one twice', [OPERATOR, OPERATOR]],
    ['two credentials in one', [`${OPERATOR}, Bearer x`]],
    ['another scheme', [`Authorization: Basic ${TEST_VARS.INTERNAL_API_KEY}`]],
  ])('is refused as what it is: %s', async (_, headers) => {
    const { status, body } = await send('GET', '/internal/nodes', ...headers);
    expect(status).toBe(401);
    expect(JSON.parse(body).error.message).toMatch(/^The Authorization header is not "Bearer" and one credential\./);
  });
});

describe('a method', () => {
  test('HEAD takes what GET takes, and shows no body', async () => {
    expect(await send('HEAD', '/internal/nodes')).toEqual({ status: 401, body: '' });
    expect(await send('HEAD', '/internal/nodes', OPERATOR)).toEqual({ status: 200, body: '' });
    expect((await send('HEAD', '/internal/placement/compute', OPERATOR)).status).toBe(405);
  });

  test.each(['OPTIONS', 'TRACE', 'PROPFIND'])('%s is no way around the credential', async (method) => {
    for (const headers of [[], [OPERATOR]]) {
      expect((await send(method, '/internal/nodes', ...headers)).status).toBe(405);
    }
  });
});
