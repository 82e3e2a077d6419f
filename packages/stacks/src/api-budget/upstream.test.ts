import { expect, test } from '@jest/globals';
import { localServer } from '../testing/local-server.ts';
import { Upstream } from './upstream.ts';

const nobodyGone = new AbortController().signal;

test('a question that hangs is asked again; an order that hangs is waited for', async () => {
  const asked: string[] = [];
  const api = await localServer((request, response) => {
    asked.push(String(request.method));
    if (request.method === 'GET' && asked.length === 1) return;
    setTimeout(() => response.end('{}'), request.method === 'GET' ? 0 : 2_200);
  });
  const upstream = new Upstream(`${api.url}/v1`, 2_000);
  const get = await upstream.send('/servers', { method: 'GET', headers: {} }, nobodyGone);
  const post = await upstream.send('/servers', { method: 'POST', headers: {} }, nobodyGone);
  await api.close();
  expect([get.status, post.status]).toEqual([200, 200]);
  expect(asked).toEqual(['GET', 'GET', 'POST']);
});

test('a question that always hangs is given up with the time it took', async () => {
  const api = await localServer(() => {});
  const upstream = new Upstream(`${api.url}/v1`, 20);
  const { status, body } = await upstream.send('/servers?name=a', { method: 'GET', headers: {} }, nobodyGone);
  await api.close();
  expect(status).toBe(503);
  expect(JSON.parse(body.toString())).toMatchObject({
    error: { code: 'cloud_unreachable', message: `GET ${api.url}/v1/servers: no answer in 0.02 s` },
  });
});
