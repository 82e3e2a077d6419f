import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Config } from '../config.ts';
import { githubClient } from './github-client.ts';
import { runnerOver } from './github-runner.ts';

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const NOW_S = 1_800_000_000;
const asked: { line: string; headers: IncomingMessage['headers']; body: string }[] = [];
let replies: Reply[] = [];
let server: Server;
beforeEach(async () => {
  asked.length = 0;
  replies = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    (replies.shift() ?? json(404, { message: 'Not Found' }))(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, body?: unknown, headers: Record<string, string> = {}): Reply =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };

const settings = (more: Partial<Config['github']> = {}): Config['github'] => ({
  apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
  owner: 'prego',
  repo: 'provisioning',
  repositoryId: undefined,
  ref: 'main',
  token: 'ghp_1',
  app: undefined,
  ...more,
});
const runner = (more: Partial<Config['github']> = {}, timeoutMs = 5_000) =>
  runnerOver(githubClient(settings(more), timeoutMs), settings(more), () => NOW_S * 1000);
const dispatch = (timeoutMs?: number) =>
  runner({}, timeoutMs).dispatch({ workflow: 'provision-tenant.yml', inputs: { job_id: 'job_1' } });

describe('what became of asking for a run', () => {
  test('200 with details: accepted, and the run is known', async () => {
    replies = [json(200, { workflow_run_id: 31_000_000_007, run_url: 'x', html_url: 'https://github.test/7' })];
    expect(await dispatch()).toEqual({
      outcome: 'accepted',
      run: { id: 31_000_000_007, url: 'https://github.test/7' },
    });
    expect(asked[0]?.line).toBe(
      'POST /api/v3/repos/prego/provisioning/actions/workflows/provision-tenant.yml/dispatches',
    );
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      ref: 'main',
      inputs: { job_id: 'job_1' },
      return_run_details: true,
    });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'token ghp_1', 'x-github-api-version': '2026-03-10' });
  });

  test.each([
    ['204', json(204)],
    ['200 whose body was cut', (_: IncomingMessage, r: ServerResponse) => void r.writeHead(200).end('{"workfl')],
  ])('%s: accepted, and the run is to be looked up', async (_name, reply) => {
    replies = [reply as Reply];
    expect(await dispatch()).toEqual({ outcome: 'accepted' });
  });

  test.each([
    [400, true],
    [401, false],
    [403, false],
    [404, true],
    [422, true],
  ])('%i: refused; the same again is refused again: %s', async (status, permanent) => {
    replies = [json(status, { message: 'no' })];
    expect(await dispatch()).toEqual({ outcome: 'refused', permanent, message: 'no' });
  });

  test.each([
    ['the hourly limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_S + 90) }, 'no', 90],
    ['a wait that is named', 429, { 'retry-after': '17' }, 'no', 17],
    ['a secondary limit', 403, {}, 'You have exceeded a secondary rate limit.', 60],
    ['too many requests', 429, {}, 'no', 60],
    ['a wait beyond all reason', 429, { 'retry-after': '999999' }, 'no', 3600],
    ['a limit that is over by now', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 'no', 1],
  ])('%s: refused for so long', async (_name, status, headers, message, retryAfterS) => {
    replies = [json(status, { message }, headers as Record<string, string>)];
    expect(await dispatch()).toEqual({ outcome: 'refused', permanent: false, message, retryAfterS });
  });

  test.each([
    ['500', json(500, { message: 'Server Error' })],
    ['502 of a gateway', (_: IncomingMessage, r: ServerResponse) => void r.writeHead(502).end('<html>')],
    ['a dropped connection', (q: IncomingMessage) => void q.socket.destroy()],
  ])('%s: unknown', async (_name, reply) => {
    replies = [reply as Reply];
    expect(await dispatch()).toMatchObject({ outcome: 'unknown' });
  });

  test('no answer in time: unknown', async () => {
    replies = [() => undefined];
    expect(await dispatch(50)).toMatchObject({ outcome: 'unknown' });
  });

  test('nobody listens: unknown', async () => {
    const gone = runnerOver(githubClient({ ...settings(), apiUrl: 'http://127.0.0.1:9' }), settings());
    expect(await gone.dispatch({ workflow: 'x.yml', inputs: {} })).toMatchObject({ outcome: 'unknown' });
  });
});

describe('looking a run up', () => {
  const shown = (id: number, title: string, more: Record<string, unknown> = {}) => ({
    ...{ id, display_title: title, html_url: `https://github.test/${id}`, status: 'queued', conclusion: null },
    ...{ created_at: `2027-01-15T08:00:0${id % 10}Z`, ...more },
  });

  test('it is found by its marker alone, on whichever page, and the first of several counts', async () => {
    const others = Array.from({ length: 100 }, (_, i) => shown(1000 + i, `job_1 attempt 1${i}`));
    replies = [
      json(200, { workflow_runs: others }),
      json(200, { workflow_runs: [shown(9, 'run job_1 attempt 1'), shown(8, 'job_1 attempt 1')] }),
    ];
    expect(await runner().findRun('p.yml', 'job_1 attempt 1', 1_800_000_000_000)).toMatchObject({ id: 8 });
    expect(asked.map(({ line }) => line)).toEqual([1, 2].map((n) => expect.stringContaining(`&page=${n}`)));
    expect(decodeURIComponent(asked[0]?.line ?? '')).toContain('created=>=2027-01-15T08:00:00Z');
  });

  test('none is none, and a GitHub that does not answer is no none', async () => {
    replies = [json(200, { workflow_runs: [] }), json(500, {})];
    expect(await runner().findRun('p.yml', 'job_1 attempt 1', 0)).toBeUndefined();
    await expect(runner().findRun('p.yml', 'job_1 attempt 1', 0)).rejects.toThrow();
  });

  test.each([
    ['requested', 'queued'],
    ['pending', 'queued'],
    ['in_progress', 'running'],
    ['completed', 'completed'],
  ])('a run that GitHub calls %s is %s', async (status, ours) => {
    replies = [json(200, shown(7, 't', { status, conclusion: status === 'completed' ? 'success' : null }))];
    expect(await runner().run(7)).toMatchObject({ id: 7, status: ours, title: 't' });
  });

  test('one that GitHub does not know is undefined; cancelling what is over or gone is no error', async () => {
    replies = [json(404, {}), json(200, { workflow_runs: [] })];
    expect(await runner().run(7)).toBeUndefined();
    replies = [json(202, {}), json(409, {}), json(404, {}), json(500, {})];
    await runner().cancel(7);
    await runner().cancel(7);
    await runner().cancel(7);
    await expect(runner().cancel(7)).rejects.toThrow();
  });
});

test('a run of a repository that the token may no longer see is not gone: nothing is known of it', async () => {
  replies = [json(404, { message: 'Not Found' }), json(404, { message: 'Not Found' })];
  await expect(runner().run(7)).rejects.toThrow('Not Found');
  expect(asked.map(({ line }) => line)).toEqual([
    'GET /api/v3/repos/prego/provisioning/actions/runs/7',
    'GET /api/v3/repos/prego/provisioning/actions/runs?per_page=1',
  ]);
});

test.each(['pkcs1', 'pkcs8'] as const)('an App signs in with a %s key and keeps its token', async (type) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type, format: 'pem' }).toString();
  const app = { id: '12', installationId: '34', privateKey: pem.replaceAll('\n', '\\n') };
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  replies = [json(201, { token: 'ghs_9', expires_at, permissions: {} }), json(202, {}), json(202, {})];
  const github = runner({ app, token: undefined });
  await github.cancel(1);
  await github.cancel(2);
  expect(asked.map(({ line }) => line)).toEqual([
    'POST /api/v3/app/installations/34/access_tokens',
    'POST /api/v3/repos/prego/provisioning/actions/runs/1/cancel',
    'POST /api/v3/repos/prego/provisioning/actions/runs/2/cancel',
  ]);
  expect(asked[2]?.headers.authorization).toBe('token ghs_9');
});
