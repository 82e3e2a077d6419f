import type { Agent } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type LocalServer, localServer } from '../testing/local-server.ts';
import { agentFor } from './agent.ts';
import { exchange } from './exchange.ts';

/** What reached the proxy: the request line, without the version. */
let proxied: string[] = [];
let proxy: LocalServer;
let direct: LocalServer;
let both: Record<string, string>;
beforeAll(async () => {
  direct = await localServer((_, response) => response.end('direct'));
  proxy = await localServer((request, response) => {
    proxied.push(`${request.method} ${request.url}`);
    response.end('proxied');
  });
  proxy.server.on('connect', (request, socket) => {
    proxied.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  both = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: 'nowhere.invalid,.intern.invalid' };
});
afterAll(() => Promise.all([proxy.close(), direct.close()]));
beforeEach(() => {
  proxied = [];
});

const ask = async (url: string, env: Record<string, string>): Promise<string> => {
  const target = new URL(url);
  const agent: Agent = agentFor(target, env);
  const { body } = await exchange(target, { method: 'GET', path: target.pathname, headers: {} }, agent);
  return body.toString();
};

test('an API is asked through the proxy', async () => {
  await expect(ask('http://api.invalid/v1', both)).resolves.toBe('proxied');
  expect(proxied).toEqual(['GET http://api.invalid/v1']);
});

test('TLS goes through a tunnel', async () => {
  await expect(ask('https://api.invalid/v1', both)).rejects.toThrow('403');
  expect(proxied).toEqual(['CONNECT api.invalid:443']);
});

test.each([
  ['of the exceptions', 'http://nowhere.invalid/', 'both'],
  ['below one of the exceptions', 'http://a.intern.invalid/', 'both'],
  ['over TLS where only plain requests have a proxy', 'https://api.invalid/', 'plain'],
])('a host %s is not asked through the proxy', async (_, url, kind) => {
  const { HTTPS_PROXY: _tunnel, ...plain } = both;
  await expect(ask(url, kind === 'both' ? both : plain)).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
  expect(proxied).toEqual([]);
});

test.each(['127.0.0.1', '127.80.1.2', 'localhost'])('%s is never asked through the proxy', async (host) => {
  const { port } = new URL(direct.url);
  await ask(`http://${host}:${port}/`, both).catch(() => undefined);
  expect(proxied).toEqual([]);
});

test('a connection is used again while it is fresh', async () => {
  let connections = 0;
  direct.server.on('connection', () => connections++);
  const target = new URL(direct.url);
  const agent = agentFor(target, {});
  for (let request = 0; request < 3; request++) {
    await exchange(target, { method: 'GET', path: '/', headers: {} }, agent);
    while (Object.keys(agent.freeSockets).length === 0) await nextTurn();
  }
  expect(connections).toBe(1);
});
