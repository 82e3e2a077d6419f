import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { REPOSITORY, refusal, SILENT, type TestGithub, testGithub } from './testing.ts';

// The judge is octokit, over real HTTP.
const LIST = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const CREATE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const UPDATE = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const issue = { ...REPOSITORY, issue_number: 7 };

let hub: TestGithub;
beforeAll(async () => {
  hub = await testGithub();
});
afterAll(() => hub.close());
beforeEach(() => hub.control('POST', '/reset'));

/** An installation of an app with these permissions, as a workflow's token is. */
async function installation(permissions: Record<string, string>): Promise<Octokit> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const app = await hub.control('PUT', '/github/apps/4711', { public_keys: [publicKey], permissions });
  const auth = { appId: 4711, privateKey, installationId: app.installation_id };
  return new Octokit({ baseUrl: `${hub.origin}/api/v3`, log: SILENT, authStrategy: createAppAuth, auth });
}

test('a comment is kept, listed and changed', async () => {
  const { status, data } = await hub.octokit.request(CREATE, { ...issue, body: 'one' });
  expect(status).toBe(201);
  expect(data).toMatchObject({ body: 'one', user: { login: 'prego', type: 'User' }, created_at: data.updated_at });
  hub.pass(5_000);
  const updated = await hub.octokit.request(UPDATE, { ...REPOSITORY, comment_id: data.id, body: 'two' });
  expect(updated.data).toMatchObject({ id: data.id, body: 'two', created_at: data.created_at });
  expect(updated.data.updated_at).not.toBe(data.updated_at);
  await hub.octokit.request(CREATE, { ...issue, issue_number: 8, body: 'elsewhere' });
  expect((await hub.octokit.request(LIST, issue)).data.map(({ body }) => body)).toEqual(['two']);
});

test('comments come in pages, the oldest first', async () => {
  for (let number = 1; number <= 12; number++) await hub.octokit.request(CREATE, { ...issue, body: `${number}` });
  const page = await hub.octokit.request(LIST, { ...issue, per_page: 5, page: 2 });
  expect(page.data.map(({ body }) => body)).toEqual(['6', '7', '8', '9', '10']);
  expect(page.headers.link).toMatch(/issues\/7\/comments\?.*page=3>; rel="next"/);
});

test('a workflow speaks as a bot, may not ask who it is, and changes what bots have written', async () => {
  const bot = await installation({ pull_requests: 'write' });
  expect(await refusal(bot.request('GET /user'))).toEqual({
    status: 403,
    message: 'Resource not accessible by integration',
  });
  const { data } = await bot.request(CREATE, { ...issue, body: 'plan' });
  expect(data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
  expect((await bot.request(UPDATE, { ...REPOSITORY, comment_id: data.id, body: 'new' })).data.body).toBe('new');
  const other = await hub.octokit.request(CREATE, { ...issue, body: 'mine' });
  expect(await refusal(bot.request(UPDATE, { ...REPOSITORY, comment_id: other.data.id, body: 'x' }))).toMatchObject({
    status: 403,
  });
  expect((await hub.octokit.request('GET /user')).data).toMatchObject({ login: 'prego', type: 'User' });
});

test('a token that may read only reads, and is refused to write', async () => {
  await hub.octokit.request(CREATE, { ...issue, body: 'one' });
  const reader = await installation({ pull_requests: 'read' });
  expect((await reader.request(LIST, issue)).data).toHaveLength(1);
  expect(await refusal(reader.request(CREATE, { ...issue, body: 'x' }))).toEqual({
    status: 403,
    message: 'Resource not accessible by integration',
  });
  const nobody = await installation({ actions: 'write' });
  expect(await refusal(nobody.request(LIST, issue))).toMatchObject({ status: 403 });
});

test.each([
  ['that is too long', 'x'.repeat(65_537)],
  ['that is empty', ''],
])('a comment %s is refused', async (_, body) => {
  expect(await refusal(hub.octokit.request(CREATE, { ...issue, body }))).toMatchObject({ status: 422 });
});

test('a comment that is not there can not be changed', async () => {
  expect(await refusal(hub.octokit.request(UPDATE, { ...REPOSITORY, comment_id: 1, body: 'x' }))).toMatchObject({
    status: 404,
  });
});
