import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StackError } from '../errors.ts';
import { type LocalServer, localServer } from '../testing/local-server.ts';
import { CloudflareApi } from './cloudflare-api.ts';
import { HetznerApi } from './hetzner-api.ts';

let local: LocalServer | undefined;
afterEach(async () => {
  await local?.close();
  local = undefined;
});

type Scripted = (response: Parameters<RequestListener>[1]) => void;

/** Answers the first request with the first of the script, and so on; the last one answers all others. */
async function answering(...script: Scripted[]): Promise<{ api: HetznerApi; asked: string[] }> {
  const asked: string[] = [];
  local = await localServer((request, response) => {
    const answer = script[Math.min(asked.length, script.length - 1)];
    asked.push(`${request.method} ${request.url}`);
    answer?.(response);
  });
  return { api: new HetznerApi({ token: 't', endpoint: `${local.url}/v1`, firstPauseMs: 1 }), asked };
}

const json =
  (status: number, body: unknown, headers = {}): Scripted =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusal = (status: number, code: string, headers = {}) =>
  json(status, { error: { code, message: 'so it is' } }, headers);
const html: Scripted = (response) => response.writeHead(502).end('<html>Bad gateway</html>');
const cut: Scripted = (response) => response.destroy();
const cutInTheMiddle: Scripted = (response) => {
  response.writeHead(200, { 'content-length': 100 }).write('{"server":');
  setImmediate(() => response.destroy());
};
const off = json(200, { server: { status: 'off' } });
const ordered = json(201, { action: { id: 1, command: 'start_server', status: 'success', error: null } });
const gone = refusal(404, 'not_found');

describe('a question', () => {
  test.each([
    ['a connection that is cut', cut],
    ['an answer that is cut in the middle', cutInTheMiddle],
    ['a page of something in between', html],
    ['an internal error', refusal(500, 'server_error')],
    ['an answer that is not JSON', (response) => void response.writeHead(200).end('welcome')] satisfies [
      string,
      Scripted,
    ],
    ['one request too many', refusal(429, 'rate_limit_exceeded', { 'ratelimit-limit': 3_600_000 })],
  ])('is asked again after %s', async (_, failure) => {
    const { api, asked } = await answering(failure, failure, off);
    await expect(api.serverStatus('1')).resolves.toBe('off');
    expect(asked).toHaveLength(3);
  });

  test.each([
    [cut, 'cloud_unreachable', 'GET http://127.0.0.1:'],
    [html, 'cloud_unreachable', 'GET /v1/servers/1 was answered with 502 without a reason'],
    [refusal(503, 'maintenance'), 'cloud_unreachable', 'was answered with 503: so it is (maintenance)'],
    [json(200, { else: 1 }), 'cloud_unreachable', 'something else than what was asked for'],
    [refusal(429, 'rate_limit_exceeded'), 'rate_limited', 'refused GET /v1/servers/1: so it is (rate'],
    [refusal(401, 'unauthorized'), 'unauthorized', 'so it is (unauthorized)'],
    [refusal(422, 'invalid_input'), 'update_failed', 'so it is (invalid_input)'],
  ])('fails in the end: %#', async (failure, code, said) => {
    const { api } = await answering(failure);
    const error = await api.serverStatus('1').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StackError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(said) });
  });

  test('that is refused for good is asked once', async () => {
    const { api, asked } = await answering(refusal(401, 'unauthorized'));
    await expect(api.serverStatus('1')).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  test('that the gateway of the run has asked in vain is not asked again, and told in its words', async () => {
    const message = 'GET https://api.hetzner.cloud/v1/servers/1: getaddrinfo ENOTFOUND';
    const { api, asked } = await answering(json(503, { error: { code: 'cloud_unreachable', message } }));
    await expect(api.serverStatus('1')).rejects.toMatchObject({
      code: 'cloud_unreachable',
      message: expect.stringContaining(`Hetzner's API can't be reached: ${message}. Check`),
    });
    expect(asked).toHaveLength(1);
  });

  test('never shows the token', async () => {
    const { api } = await answering(cut);
    const secret = new HetznerApi({ token: 'very-secret', endpoint: `${local?.url}/v1`, firstPauseMs: 1 });
    const error = await secret.serverStatus('1').catch((caught: StackError) => caught);
    expect(`${JSON.stringify(error)} ${(error as StackError).stack}`).not.toContain('very-secret');
    await expect(api.serverStatus('1')).rejects.toThrow();
  });
});

test('an API that does not answer in time is asked again, then given up', async () => {
  let tries = 0;
  local = await localServer(() => {
    tries++;
  });
  const api = new HetznerApi({ token: 't', endpoint: `${local.url}/v1`, firstPauseMs: 1, timeoutMs: 500 });
  await expect(api.serverStatus('1')).rejects.toMatchObject({
    code: 'cloud_unreachable',
    message: expect.stringContaining('no answer in 0.5 s'),
  });
  expect(tries).toBe(4);
});

describe('an order', () => {
  test.each([
    ['conflict', 409],
    ['locked', 423],
    ['rate_limit_exceeded', 429],
  ])('that was refused for now (%s) is given again', async (code, status) => {
    const { api, asked } = await answering(refusal(status, code), ordered);
    await api.powerOn('1');
    expect(asked).toEqual(Array(2).fill('POST /v1/servers/1/actions/poweron'));
  });

  test('whose answer is lost is looked up before it is given again', async () => {
    const { api, asked } = await answering(cut, off, ordered);
    await api.powerOn('1');
    expect(asked).toEqual([
      'POST /v1/servers/1/actions/poweron',
      'GET /v1/servers/1',
      'POST /v1/servers/1/actions/poweron',
    ]);
  });

  test('whose answer is lost twice is an error', async () => {
    const { api, asked } = await answering(cut, off, cut);
    await expect(api.powerOn('1')).rejects.toMatchObject({ code: 'cloud_unreachable' });
    expect(asked).toHaveLength(3);
  });
});

describe('a removal', () => {
  test.each([
    ['cut', cut],
    ['unreadable', html],
    ['held back by what uses it', refusal(422, 'resource_in_use')],
  ])('that is %s is done again until the thing is gone', async (_, failure) => {
    const { api, asked } = await answering(failure, failure, gone);
    await api.remove('firewalls', '1');
    expect(asked).toEqual(Array(3).fill('DELETE /v1/firewalls/1'));
  });

  test('without an action is done with its answer', async () => {
    const { api, asked } = await answering((response) => void response.writeHead(204).end());
    await api.remove('networks', '1');
    expect(asked).toHaveLength(1);
  });
});

describe('the end of the run', () => {
  test('ends a request that hangs', async () => {
    const run = new AbortController();
    local = await localServer(() => run.abort());
    const api = new HetznerApi({ token: 't', endpoint: `${local.url}/v1`, signal: run.signal });
    await expect(api.serverStatus('1')).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('ends the wait for another try', async () => {
    const run = new AbortController();
    local = await localServer((_, response) => {
      response.destroy();
      setImmediate(() => run.abort(new StackError('deadline_exceeded', 'Too long.', 'Run it again.')));
    });
    const api = new HetznerApi({ token: 't', endpoint: `${local.url}/v1`, signal: run.signal, firstPauseMs: 60_000 });
    await expect(api.serverStatus('1')).rejects.toMatchObject({ code: 'deadline_exceeded' });
  });

  test('ends the wait for an action', async () => {
    const run = new AbortController();
    local = await localServer((_, response) => {
      json(200, { action: { id: 1, command: 'x', status: 'running', error: null } })(response);
      setImmediate(() => run.abort());
    });
    const api = new HetznerApi({ token: 't', endpoint: `${local.url}/v1`, signal: run.signal });
    await expect(api.waitFor(1)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('Cloudflare: a refusal for too many requests passes, a token that it can not read does not', async () => {
  const asked: string[] = [];
  local = await localServer((request, response) => {
    asked.push(String(request.url));
    const errors = (code: number) => ({ success: false, errors: [{ code, message: 'no' }] });
    if (asked.length === 1) return json(429, errors(971), { 'retry-after': '0' })(response);
    return json(400, errors(6003))(response);
  });
  const api = new CloudflareApi({ token: 't', baseUrl: `${local.url}/client/v4`, firstPauseMs: 1 });
  await expect(api.records('z', 'web.example')).rejects.toMatchObject({ code: 'unauthorized' });
  expect(asked).toEqual(Array(2).fill('/client/v4/zones/z/dns_records?name.exact=web.example&per_page=1000'));
});
