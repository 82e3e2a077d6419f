import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { type TestGithub, testGithub } from './testing.ts';

const AUDIENCE = 'https://control.prego.test';

let hub: TestGithub;
let issuer: string;
let run: { id: number; environment: Record<string, string> };

beforeAll(async () => {
  hub = await testGithub();
  issuer = (await hub.control('GET', '/github')).oidc_issuer;
});
afterAll(async () => {
  await hub.close();
});
beforeEach(async () => {
  await hub.control('POST', '/reset');
  run = await hub.control('POST', '/github/runs', { workflow: 'inventory.yml' });
  await hub.control('PATCH', `/github/runs/${run.id}`, { status: 'in_progress' });
});

/** As the toolkit's `getIDToken` asks. */
function askForToken(secret = run.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN): Promise<Response> {
  const url = `${run.environment.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(AUDIENCE)}`;
  return fetch(url, { headers: { authorization: `Bearer ${secret}` } });
}

async function idToken(): Promise<string> {
  return ((await (await askForToken()).json()) as { value: string }).value;
}

/** As a relying party verifies: keys by way of the discovery document. */
async function verify(token: string, audience = AUDIENCE) {
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >;
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri as string));
  return await jwtVerify(token, keys, {
    issuer: discovery.issuer as string,
    audience,
    algorithms: ['RS256'],
    currentDate: new Date(hub.core.clock.now()),
  });
}

async function mint(wish: Record<string, unknown>): Promise<string> {
  return (await hub.control('POST', `/github/runs/${run.id}/id-token`, wish)).token;
}

describe("a run's ID token", () => {
  test('is verified by the keys that its issuer shows, and says which run of what it is', async () => {
    const { repository_id: id, repository_owner_id: ownerId } = await hub.control('GET', '/github');
    const { payload, protectedHeader } = await verify(await idToken());
    const now = Math.floor(hub.core.clock.now() / 1000);
    const workflow = 'prego/provisioning/.github/workflows/inventory.yml@refs/heads/main';

    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toMatchObject({
      iss: issuer,
      aud: AUDIENCE,
      sub: `repo:prego@${ownerId}/provisioning@${id}:ref:refs/heads/main`,
      repository: 'prego/provisioning',
      repository_id: String(id),
      repository_owner: 'prego',
      repository_owner_id: String(ownerId),
      workflow_ref: workflow,
      job_workflow_ref: workflow,
      ref: 'refs/heads/main',
      ref_type: 'branch',
      run_id: String(run.id),
      run_attempt: '1',
      event_name: 'schedule',
      runner_environment: 'github-hosted',
      iat: now,
      nbf: now - 600,
      exp: now + 300,
    });
    const times = ['iat', 'nbf', 'exp'];
    const texts = Object.entries(payload).filter(([name]) => !times.includes(name));
    expect(texts.filter(([, value]) => typeof value !== 'string')).toEqual([]);
    const { claims_supported: supported } = (await (
      await fetch(`${issuer}/.well-known/openid-configuration`)
    ).json()) as { claims_supported: string[] };
    expect(Object.keys(payload).sort()).toEqual([...supported].sort());
  });

  test('is one of its own each time, and expires', async () => {
    const [first, second] = [await idToken(), await idToken()];
    expect(decodeJwt(first).jti).not.toBe(decodeJwt(second).jti);
    hub.pass(301_000);
    await expect(verify(first)).rejects.toThrow('"exp" claim timestamp check failed');
  });

  test('is asked for with the secret of a run under way only', async () => {
    expect((await askForToken('wrong')).status).toBe(401);
    await hub.control('PATCH', `/github/runs/${run.id}`, { status: 'completed', conclusion: 'success' });
    expect((await askForToken()).status).toBe(401);
  });

  test('tells the next attempt from the one before', async () => {
    await hub.control('PATCH', `/github/runs/${run.id}`, { status: 'completed', conclusion: 'failure' });
    await hub.control('POST', `/github/runs/${run.id}/rerun`);
    expect(decodeJwt(await mint({ audience: AUDIENCE }))).toMatchObject({ run_attempt: '2', run_id: String(run.id) });
  });

  test('has the URL of the owner as its audience where none is asked for', async () => {
    expect(decodeJwt(await mint({})).aud).toBe(`${hub.origin}/prego`);
  });

  test('can be minted with wrong claims, without some, or by a key that nobody shows', async () => {
    const wrong = await mint({ audience: AUDIENCE, claims: { run_id: '1', ref: null, exp: 1 } });
    expect(decodeJwt(wrong)).toMatchObject({ run_id: '1', exp: 1, repository: 'prego/provisioning' });
    expect(decodeJwt(wrong)).not.toHaveProperty('ref');
    await expect(verify(wrong)).rejects.toThrow('"exp" claim');
    await expect(verify(await mint({ audience: AUDIENCE, foreign: true }))).rejects.toThrow('no applicable key');
    expect((await verify(await mint({ audience: AUDIENCE }))).payload.run_id).toBe(String(run.id));
    await expect(verify(await mint({ audience: 'other' }))).rejects.toThrow('unexpected "aud"');
  });
});

test('the issuer replaces its key, and still shows the one before', async () => {
  const before = await idToken();
  await hub.control('POST', '/github/keys/rotate');
  const after = await idToken();
  expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  await verify(before);
  await verify(after);
  await hub.control('POST', '/github/keys/rotate');
  await expect(verify(before)).rejects.toThrow('no applicable key');
});

test('the issuer fails where a fault has it so, and knows no other routes', async () => {
  await hub.control('POST', '/faults', { request: { method: 'GET', path: '/_services/token/**' }, status: 503 });
  expect((await fetch(`${issuer}/.well-known/jwks`)).status).toBe(503);
  expect((await fetch(`${issuer}/.well-known/jwks`)).status).toBe(200);
  const other = await fetch(`${issuer}/authorize`);
  expect([other.status, await other.text()]).toEqual([501, expect.stringContaining('GET /_services/token/authorize')]);
});
