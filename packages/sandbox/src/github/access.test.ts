import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { SignJWT } from 'jose';
import { JOB, REPOSITORY, refusal, SILENT, START, type TestGithub, testGithub } from './testing.ts';

const REPO = 'GET /repos/{owner}/{repo}';
const APP_ID = 4711;
const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [key, otherKey] = [pair(), pair()];

let hub: TestGithub;
let installationId: number;

beforeAll(async () => {
  hub = await testGithub();
});
afterAll(async () => {
  await hub.close();
});
beforeEach(async () => {
  await hub.control('POST', '/reset');
  const app = await hub.control('PUT', `/github/apps/${APP_ID}`, { public_keys: [key.publicKey] });
  installationId = app.installation_id;
});

function asApp(privateKey = key.privateKey, change: Record<string, unknown> = {}): Octokit {
  const auth = { appId: APP_ID, privateKey, installationId, ...change };
  return new Octokit({ baseUrl: `${hub.origin}/api/v3`, log: SILENT, authStrategy: createAppAuth, auth });
}

describe('a token', () => {
  test('opens its repository with either word', async () => {
    const { github_token: token } = (await hub.control('GET', '/projects')).projects[0];
    for (const word of ['Bearer', 'token', 'bearer']) {
      const response = await hub.raw('/repos/prego/provisioning', { headers: { authorization: `${word} ${token}` } });
      expect([response.status, await response.json()]).toMatchObject([
        200,
        { id: expect.any(Number), full_name: 'prego/provisioning', default_branch: 'main', owner: { login: 'prego' } },
      ]);
    }
  });

  test('is refused where it is unknown, absent, or replaced', async () => {
    expect(await refusal(hub.as('ghp_unknown').request(REPO, REPOSITORY))).toEqual({
      status: 401,
      message: 'Bad credentials',
    });
    expect(await refusal(hub.as(undefined).request(REPO, REPOSITORY))).toEqual({
      status: 401,
      message: 'Requires authentication',
    });
    const project = await hub.control('POST', '/projects', { repository: 'acme/tenants' });
    const acme = { owner: 'acme', repo: 'tenants' };
    expect((await hub.as(project.github_token).request(REPO, acme)).data.full_name).toBe('acme/tenants');
    const rotated = await hub.control('POST', `/projects/${project.id}/rotate`, { vendor: 'github' });
    expect((await refusal(hub.as(project.github_token).request(REPO, acme))).status).toBe(401);
    expect((await hub.as(rotated.github_token).request(REPO, acme)).status).toBe(200);
    expect((await refusal(hub.as(rotated.github_token).request(REPO, REPOSITORY))).status).toBe(404);
  });
});

describe('a GitHub App', () => {
  test('gets a token for its installation, which works for an hour', async () => {
    const octokit = asApp();
    // octokit signs by this machine's clock, is refused, and signs again by the sandbox's `Date`.
    expect((await octokit.request(REPO, REPOSITORY)).data.full_name).toBe('prego/provisioning');
    const { data } = await octokit.request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: installationId,
    });
    expect(data).toMatchObject({
      token: expect.stringMatching(/^ghs_[0-9a-zA-Z]{36}$/),
      expires_at: new Date(hub.core.clock.now() + 3_600_000).toISOString().replace(/\.\d+Z/, 'Z'),
      permissions: { actions: 'write', metadata: 'read' },
    });
    const client = hub.as(data.token);
    const dispatched = await client.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...REPOSITORY,
      workflow_id: 'provision-tenant.yml',
      ref: 'main',
      inputs: JOB,
    });
    expect(dispatched.status).toBe(204);
    hub.pass(3_599_999);
    expect((await client.request(REPO, REPOSITORY)).status).toBe(200);
    hub.pass(1);
    expect(await refusal(client.request(REPO, REPOSITORY))).toEqual({ status: 401, message: 'Bad credentials' });
  });

  test('gets less than it may where it asks for less, and never more', async () => {
    const route = 'POST /app/installations/{installation_id}/access_tokens';
    const ask = (change: Record<string, unknown>) =>
      asApp().request(route, { installation_id: installationId, ...change });
    const { data } = await ask({ permissions: { actions: 'read' }, repositories: ['provisioning'] });
    expect(data).toMatchObject({ permissions: { actions: 'read' }, repositories: [{ name: 'provisioning' }] });
    const client = hub.as(data.token);
    const runs = await client.request('GET /repos/{owner}/{repo}/actions/runs', REPOSITORY);
    expect(runs.data.total_count).toBe(0);
    const cancel = client.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...REPOSITORY,
      workflow_id: 'provision-tenant.yml',
      ref: 'main',
      inputs: JOB,
    });
    expect(await refusal(cancel)).toEqual({ status: 403, message: 'Resource not accessible by integration' });
    expect(await refusal(ask({ permissions: { contents: 'write' } }))).toMatchObject({ status: 422 });
    expect(await refusal(ask({ repositories: ['other'] }))).toMatchObject({ status: 422 });
    expect(await refusal(ask({ repository_ids: [1] }))).toMatchObject({ status: 422 });
  });

  test('has its key replaced while the old one still works', async () => {
    await hub.control('PUT', `/github/apps/${APP_ID}`, { public_keys: [otherKey.publicKey, key.publicKey] });
    for (const { privateKey } of [key, otherKey]) {
      expect((await asApp(privateKey).request(REPO, REPOSITORY)).status).toBe(200);
    }
    await hub.control('PUT', `/github/apps/${APP_ID}`, { public_keys: [otherKey.publicKey] });
    expect(await refusal(asApp(key.privateKey).request(REPO, REPOSITORY))).toMatchObject({ status: 401 });
  });

  const now = Math.floor(START / 1000);
  const seconds = () => Math.floor(hub.core.clock.now() / 1000);
  async function withJwt(claims: Record<string, unknown>, signer = key.privateKey, to = installationId) {
    const { createPrivateKey } = await import('node:crypto');
    const shift = seconds() - now;
    const shifted = Object.fromEntries(
      Object.entries(claims).map(([name, value]) => [
        name,
        typeof value === 'number' && name !== 'iss' ? value + shift : value,
      ]),
    );
    const jwt = await new SignJWT(shifted).setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(signer));
    const response = await hub.raw(`/app/installations/${to}/access_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${jwt}` },
    });
    return { status: response.status, message: ((await response.json()) as { message?: string }).message };
  }
  const good = { iss: String(APP_ID), iat: now - 30, exp: now + 570 };

  test('may name itself by number or client id', async () => {
    const { client_id } = (await hub.control('GET', '/github')).apps[0];
    for (const iss of [APP_ID, String(APP_ID), client_id]) {
      expect((await withJwt({ ...good, iss })).status).toBe(201);
    }
  });

  test.each<[string, Record<string, unknown>, string, number, RegExp]>([
    ['of another key', good, otherKey.privateKey, 401, /^A JSON web token could not be decoded$/],
    ['of an app that is not known', { ...good, iss: '1' }, key.privateKey, 404, /^Integration not found$/],
    ['that has expired', { ...good, exp: now - 1 }, key.privateKey, 401, /'exp'\) must be a numeric value/],
    ['that never expires', { ...good, exp: undefined }, key.privateKey, 401, /'exp'\) must be a numeric value/],
    ['good for too long', { ...good, exp: now + 660 }, key.privateKey, 401, /'exp'\) is too far in the future/],
    ['of the future', { ...good, iat: now + 60 }, key.privateKey, 401, /'iat'\) must be an Integer/],
  ])('is refused with a signature %s', async (_, claims, signer, status, message) => {
    expect(await withJwt(claims, signer)).toEqual({ status, message: expect.stringMatching(message) });
  });

  test('is refused at an installation that is not its own, and without a signature', async () => {
    expect(await withJwt(good, key.privateKey, installationId + 1)).toEqual({ status: 404, message: 'Not Found' });
    const response = await hub.raw(`/app/installations/${installationId}/access_tokens`, { method: 'POST' });
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { message: 'A JSON web token could not be decoded' },
    ]);
  });
});

describe('the rate limit', () => {
  test('is told with every answer, counts nobody for asking, and begins anew after an hour', async () => {
    const [before, asked] = [await hub.raw('/repos/prego/provisioning'), await hub.octokit.request('GET /rate_limit')];
    const reset = Math.ceil((hub.core.clock.now() + 3_600_000) / 1000);
    const headers = (response: Response) =>
      ['limit', 'remaining', 'used', 'reset', 'resource'].map((name) => response.headers.get(`x-ratelimit-${name}`));
    expect(headers(before)).toEqual(['5000', '4999', '1', String(reset), 'core']);
    expect(asked.data.resources.core).toEqual({ limit: 5000, used: 1, remaining: 4999, reset });

    await hub.control('POST', `/projects/${hub.project.id}/budget`, { vendor: 'github', remaining: 1 });
    expect((await hub.raw('/repos/prego/none')).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await hub.raw('/repos/prego/provisioning');
    expect([refused.status, ...headers(refused)]).toEqual([403, '5000', '0', '5000', String(reset), 'core']);
    expect(await refused.json()).toMatchObject({ message: expect.stringMatching(/^API rate limit exceeded/) });
    expect((await hub.octokit.request('GET /rate_limit')).data.rate.remaining).toBe(0);
    hub.pass(3_600_000);
    expect((await hub.raw('/repos/prego/provisioning')).status).toBe(200);
  });

  test('of an installation is its own', async () => {
    await asApp().request(REPO, REPOSITORY);
    await hub.control('POST', `/projects/${hub.project.id}/budget`, { vendor: 'github', remaining: 0 });
    expect((await refusal(asApp().request(REPO, REPOSITORY))).status).toBe(403);
    await hub.control('POST', `/projects/${hub.project.id}/reset`);
    const { headers } = await asApp().request(REPO, REPOSITORY);
    expect(headers['x-ratelimit-remaining']).toBe('4999');
  });
});

describe('a request', () => {
  test('to a route that the sandbox does not have is told so by its name', async () => {
    expect(await refusal(hub.octokit.request('GET /emojis'))).toEqual({
      status: 501,
      message: 'The sandbox does not implement GET /api/v3/emojis',
    });
  });

  test('of an unknown version, or without a user agent, is refused', async () => {
    const unknown = hub.octokit.request(REPO, { ...REPOSITORY, headers: { 'x-github-api-version': '2020-01-01' } });
    expect((await refusal(unknown)).status).toBe(400);
    const response = await hub.raw('/repos/prego/provisioning', { headers: { 'user-agent': '' } });
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('User-Agent')]);
  });

  test('is in the journal, with its project', async () => {
    await hub.octokit.request(REPO, REPOSITORY);
    const { entries } = await hub.control('GET', '/journal?path_prefix=/api/v3');
    expect(entries).toMatchObject([
      { method: 'GET', path: '/api/v3/repos/prego/provisioning', project: 1, status: 200 },
    ]);
  });
});
