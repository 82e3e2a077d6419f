import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type LocalServer, localServer } from '../testing/local-server.ts';
import { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';

const TOKEN = 't'.repeat(64);
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { close } of closing.splice(0).reverse()) await close();
});

interface Between {
  readonly upstream: LocalServer;
  readonly gateway: Gateway;
  readonly ask: (method: string, path: string, init?: RequestInit) => Promise<Response>;
}

/** A gateway before an API that a test plays. */
async function before(api: RequestListener, options: Partial<GatewayOptions> = {}): Promise<Between> {
  const upstream = await localServer(api);
  const gateway = await startGateway({ upstream: `${upstream.url}/base/v1`, token: TOKEN, ...options });
  closing.push(upstream, gateway);
  const ask: Between['ask'] = (method, path, init = {}) =>
    fetch(gateway.url + path, { ...init, method, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } });
  return { upstream, gateway, ask };
}

/** An API that counts what reaches it, and answers with `{}`. */
function counting(headers: Record<string, string> = {}): { api: RequestListener; asked: string[] } {
  const asked: string[] = [];
  const api: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, headers).end('{}');
  };
  return { api, asked };
}

/** A clock that stands still but for the waits, which take no time. */
function fakeTime(): Pick<GatewayOptions, 'now' | 'sleep'> {
  let clock = 0;
  const sleep = async (ms: number) => {
    clock += ms;
  };
  return { now: () => clock, sleep };
}

const budget = (remaining: number) => ({ 'ratelimit-limit': '3600', 'ratelimit-remaining': String(remaining) });

describe('what is passed on', () => {
  test('is the request as it is', async () => {
    let seen: (Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }) | undefined;
    const { ask } = await before(async (request, response) => {
      const { method, url, headers } = request;
      seen = { method, url, headers, body: await text(request) };
      response.end('{}');
    });
    const path = '/actions?id=1&id=2&label_selector=a%3Db%2Cc&x=%20';
    await ask('POST', path, { body: '{"name":"ü"}', headers: { 'user-agent': 'hcloud-go/2', 'content-type': 'a/b' } });
    expect(seen).toMatchObject({
      method: 'POST',
      url: `/base/v1${path}`,
      body: '{"name":"ü"}',
      headers: { authorization: `Bearer ${TOKEN}`, 'user-agent': 'hcloud-go/2', 'content-type': 'a/b' },
    });
  });

  test('is the answer as it is', async () => {
    const headers = { ...budget(3_000), 'ratelimit-reset': '1', link: '<a>; rel=next', 'x-correlation-id': 'c' };
    const { ask } = await before((_, response) => {
      response.writeHead(423, { ...headers, 'content-type': 'application/json' }).end('{"error":{"code":"locked"}}');
    });
    const response = await ask('DELETE', '/servers/1');
    expect(response.status).toBe(423);
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...headers, 'content-type': 'application/json' });
    await expect(response.text()).resolves.toBe('{"error":{"code":"locked"}}');
  });

  test('is nothing with another token, with none, or outside the API', async () => {
    const { api, asked } = counting();
    const { gateway, ask } = await before(api);
    const strange = await ask('GET', '/servers', { headers: { authorization: `Bearer ${'s'.repeat(64)}` } });
    const none = await fetch(`${gateway.url}/servers`);
    const outside = await ask('GET', '/../else');
    expect([strange.status, none.status, outside.status]).toEqual([401, 401, 404]);
    expect(asked).toEqual([]);
  });

  test('is many requests at a time while plenty is left', async () => {
    const waiting: (() => void)[] = [];
    const { ask } = await before((_, response) => {
      waiting.push(() => response.end('{}'));
      if (waiting.length === 20) for (const answer of waiting) answer();
    });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask('GET', `/servers/${index}`)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });
});

describe('where there is no answer', () => {
  test('the client is told why, and of the real address', async () => {
    let tries = 0;
    const { ask, upstream } = await before((_, response) => {
      tries++;
      response.destroy();
    });
    const response = await ask('POST', '/servers?x=1', { body: '{}' });
    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toMatchObject({
      error: { code: 'cloud_unreachable', message: `POST ${upstream.url}/base/v1/servers: socket hang up` },
    });
    // It may have had its effect.
    expect(tries).toBe(1);
  });

  test('a question is asked again', async () => {
    let tries = 0;
    const { ask } = await before((_, response) => (++tries < 3 ? response.destroy() : response.end('{"a":1}')));
    await expect(ask('GET', '/servers').then((response) => response.json())).resolves.toEqual({ a: 1 });
  });

  test('nor anybody who listens, it is the same', async () => {
    const { ask, upstream } = await before(() => {});
    await upstream.close();
    closing.shift();
    const response = await ask('POST', '/servers');
    await expect(response.json()).resolves.toMatchObject({
      error: { code: 'cloud_unreachable', message: expect.stringContaining('ECONNREFUSED') },
    });
  });
});

describe('a client that leaves', () => {
  test('takes its question along', async () => {
    const reached = Promise.withResolvers<void>();
    const dropped = Promise.withResolvers<void>();
    const { ask } = await before((_, response) => {
      response.on('close', dropped.resolve);
      reached.resolve();
    });
    const client = new AbortController();
    const asked = ask('GET', '/servers', { signal: client.signal });
    await reached.promise;
    client.abort();
    await expect(asked).rejects.toThrow();
    await dropped.promise;
  });

  test('leaves its order to run to its end', async () => {
    const reached = Promise.withResolvers<void>();
    const client = new AbortController();
    const finished = Promise.withResolvers<boolean>();
    const { ask, gateway } = await before(async (request, response) => {
      reached.resolve();
      // Only after the gateway has seen the client leave.
      await once(client.signal, 'abort');
      await fetch(`${gateway.url}/`).catch(() => undefined);
      response.on('finish', () => finished.resolve(!request.socket.destroyed)).end('{}');
    });
    const asked = ask('POST', '/servers', { signal: client.signal });
    await reached.promise;
    client.abort();
    await expect(asked).rejects.toThrow();
    await expect(finished.promise).resolves.toBe(true);
  });
});

test('a closed gateway does not keep the process alive for an order that nobody answers', async () => {
  const reached = Promise.withResolvers<void>();
  const upstream = await localServer(() => reached.resolve());
  closing.push(upstream);
  const main = `
    const { startGateway } = await import(${JSON.stringify(new URL('./gateway.ts', import.meta.url).href)});
    const gateway = await startGateway({ upstream: '${upstream.url}/v1', token: '${TOKEN}' });
    const headers = { authorization: 'Bearer ${TOKEN}' };
    fetch(gateway.url + '/servers', { method: 'POST', headers }).catch(() => {});
    process.stdin.once('end', () => gateway.close()).resume();`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', main], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  closing.push({ close: async () => void child.kill('SIGKILL') });
  const ended = once(child, 'exit');
  await reached.promise;
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
}, 10_000);

describe('a budget that runs low', () => {
  test('holds requests back, one after the other, and tells for how long', async () => {
    const { api } = counting(budget(120));
    const waits: number[] = [];
    const { ask } = await before(api, { ...fakeTime(), onWait: (ms) => waits.push(ms) });
    await ask('GET', '/servers');
    await Promise.all(Array.from({ length: 3 }, () => ask('GET', '/servers')));
    expect(waits).toHaveLength(3);
    for (const ms of waits) expect(ms).toBeCloseTo(2_000, -2);
  });

  test('that is empty is waited for: the client never sees it', async () => {
    let tries = 0;
    const waits: number[] = [];
    const { ask } = await before(
      async (request, response) => {
        const body = await text(request);
        response.writeHead(++tries < 4 ? 429 : 201, budget(0)).end(body);
      },
      { ...fakeTime(), random: () => 0.5, onWait: (ms) => waits.push(ms) },
    );
    const response = await ask('POST', '/servers', { body: 'all of it' });
    expect(response.status).toBe(201);
    await expect(response.text()).resolves.toBe('all of it');
    // 1.5 s would do for the first, but an empty bucket asks for 3 s between two requests.
    expect(waits).toEqual([3_000, 3_000, 6_000]);
  });
});

describe('when the run is to end', () => {
  /** A gateway whose second request is held back for as long as the run goes on. */
  async function holding(): Promise<
    Between & { held: Promise<void>; stop: () => void; asked: string[]; waits: () => number }
  > {
    const run = new AbortController();
    const held = Promise.withResolvers<void>();
    const { api, asked } = counting(budget(0));
    let waits = 0;
    const onWait = () => {
      waits++;
      held.resolve();
    };
    const sleep = (_: number, ending: AbortSignal) =>
      new Promise<void>((_resolve, reject) => ending.addEventListener('abort', () => reject(ending.reason)));
    const between = await before(api, { signal: run.signal, onWait, sleep });
    await between.ask('GET', '/first');
    return { ...between, held: held.promise, stop: () => run.abort(), asked, waits: () => waits };
  }

  test('a question that was held back goes out at once', async () => {
    const { ask, held, stop } = await holding();
    const second = ask('GET', '/second');
    await held;
    stop();
    expect((await second).status).toBe(200);
  });

  test('an order that was held back is never given, and the client told so', async () => {
    const { ask, held, stop, asked } = await holding();
    const second = ask('POST', '/second');
    await held;
    stop();
    const response = await second;
    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'run_stopped' } });
    expect(asked).toEqual(['GET /base/v1/first']);
  });

  test('what the engine still has to do is not held back', async () => {
    const { ask, stop, asked, waits } = await holding();
    stop();
    await ask('POST', '/second');
    expect(waits()).toBe(0);
    expect(asked).toEqual(['GET /base/v1/first', 'POST /base/v1/second']);
  });

  test('nor sent again where it is one too many', async () => {
    const run = new AbortController();
    run.abort();
    const { ask } = await before((_, response) => response.writeHead(429).end(), { signal: run.signal });
    const response = await ask('POST', '/servers');
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'run_stopped' } });
  });

  test('a client that leaves while it is held back takes its order along', async () => {
    const { ask, held, stop, asked } = await holding();
    const client = new AbortController();
    const second = ask('POST', '/second', { signal: client.signal });
    await held;
    client.abort();
    await expect(second).rejects.toThrow();
    stop();
    await ask('GET', '/third');
    expect(asked).toEqual(['GET /base/v1/first', 'GET /base/v1/third']);
  });
});
