import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { COMMENT_LENGTH, cutComment } from '../github/one-comment.ts';
import { CloudSandbox } from '../testing/cloud-sandbox.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { commentPlan } from './preview-comment.ts';

const MARKER = '<!-- prego:preview:sg -->';
let sandbox: CloudSandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await CloudSandbox.start();
  folder = await mkdtemp(join(tmpdir(), 'prego-event-'));
  await writeFile(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
}, 30_000);
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => sandbox.control('POST', '/reset'));
afterEach(() => sandbox.clearFaults());

const io = (more: Record<string, string | undefined> = {}) => {
  const { github_url, github_repository } = sandbox.connection;
  const event = join(folder, 'event.json');
  return recordedIo({
    env: { GITHUB_API_URL: github_url, GITHUB_REPOSITORY: github_repository, GITHUB_EVENT_PATH: event, ...more },
  });
};

interface Comment {
  readonly body: string;
  readonly user: { readonly login: string };
}
async function github(
  method: string,
  path: string,
  body?: unknown,
  token = sandbox.connection.github_token,
): Promise<unknown> {
  const { github_url, github_repository } = sandbox.connection;
  const url = path.startsWith('/app/') ? github_url + path : `${github_url}/repos/${github_repository}${path}`;
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
const comments = async () => (await github('GET', '/issues/7/comments?per_page=100')) as Comment[];

/** A token as a workflow has it, with these permissions. */
async function workflowToken(pull_requests: 'read' | 'write'): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const app = (await sandbox.control('PUT', '/github/apps/4711', {
    public_keys: [publicKey],
    permissions: { pull_requests },
  })) as {
    installation_id: number;
  };
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256' })}.${part({ iss: 4711, iat: now - 30, exp: now + 300 })}`;
  const jwt = `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  const { token } = (await github('POST', `/app/installations/${app.installation_id}/access_tokens`, {}, jwt)) as {
    token: string;
  };
  return token;
}

describe('the comment of a stack', () => {
  test('is one, written anew by each push, also when nothing changes any more', async () => {
    const token = await workflowToken('write');
    await commentPlan(io(), token, 'sg', '1 to create');
    await commentPlan(io(), token, 'us', 'of another stack');
    await commentPlan(io(), token, 'sg', 'No changes.');
    const all = await comments();
    expect(all.map(({ body }) => body)).toEqual([
      `${MARKER}\nNo changes.`,
      '<!-- prego:preview:us -->\nof another stack',
    ]);
    expect(all[0]?.user.login).toBe('github-actions[bot]');
  });

  test('is found among hundreds, behind the first page', async () => {
    for (let n = 0; n < 101; n++) await github('POST', '/issues/7/comments', { body: `talk ${n}` });
    const token = await workflowToken('write');
    await commentPlan(io(), token, 'sg', 'first');
    await commentPlan(io(), token, 'sg', 'second');
    const last = (await github('GET', '/issues/7/comments?per_page=100&page=2')) as Comment[];
    expect(last.map(({ body }) => body)).toEqual(['talk 100', `${MARKER}\nsecond`]);
  });

  test('is not one that a person has written, whatever stands in it', async () => {
    await github('POST', '/issues/7/comments', { body: `${MARKER}\nmine` });
    const token = await workflowToken('write');
    await commentPlan(io(), token, 'sg', 'plan');
    expect((await comments()).map(({ body }) => body)).toEqual([`${MARKER}\nmine`, `${MARKER}\nplan`]);
  });

  test('is found by its author where the token is a person’s', async () => {
    await commentPlan(io(), await workflowToken('write'), 'sg', 'of the bot');
    const token = sandbox.connection.github_token;
    await commentPlan(io(), token, 'sg', 'one');
    await commentPlan(io(), token, 'sg', 'two');
    expect((await comments()).map(({ body }) => body)).toEqual([`${MARKER}\nof the bot`, `${MARKER}\ntwo`]);
  });

  test('has no secret in it', async () => {
    const masking = io();
    masking.mask('hunter2-hunter2');
    await commentPlan(masking, sandbox.connection.github_token, 'sg', 'says hunter2-hunter2');
    expect((await comments())[0]?.body).toBe(`${MARKER}\nsays ***`);
  });
});

describe('where there can be no comment', () => {
  test('a token that may read only is told by a notice', async () => {
    const said = io();
    await commentPlan(said, await workflowToken('read'), 'sg', 'plan');
    expect(said.annotations).toEqual([
      expect.objectContaining({ kind: 'notice', message: expect.stringContaining('fork') }),
    ]);
    expect(await comments()).toEqual([]);
  });

  test('GitHub that fails is told by a warning', async () => {
    const said = io();
    await sandbox.fault({
      request: { method: 'POST', path: '/api/v3/repos/prego/provisioning/issues/7/comments' },
      status: 500,
      count: 10,
    });
    await commentPlan(said, sandbox.connection.github_token, 'sg', 'plan');
    expect(said.annotations).toEqual([expect.objectContaining({ kind: 'warning' })]);
  });

  test.each([
    ['without a token', { token: undefined, env: {} }],
    ['for a push', { token: 'ghp_x', env: { GITHUB_EVENT_PATH: '/nowhere/event.json' } }],
  ])('a run %s writes none', async (_, { token, env }) => {
    const said = io(env);
    await commentPlan(said, token, 'sg', 'plan');
    expect(said.annotations).toEqual([]);
    expect(await comments()).toEqual([]);
  });
});

test('a comment that is too long ends at a line, with a note', () => {
  expect(cutComment('short')).toBe('short');
  const cut = cutComment(`${'a line of it\n'.repeat(6_000)}`);
  expect(cut.length).toBeLessThanOrEqual(COMMENT_LENGTH);
  expect(cut).toMatch(/a line of it\n\n_The rest is left out.*_\n$/);
  expect(cutComment('x'.repeat(70_000)).length).toBeLessThanOrEqual(COMMENT_LENGTH);
});
