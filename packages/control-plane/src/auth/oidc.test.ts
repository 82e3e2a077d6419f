import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Config } from '../config.ts';
import type { Logger } from '../ports/logger.ts';
import { claimsOf, type OidcIssuer, RUN_CLAIMS, startOidcIssuer } from '../testing/oidc-issuer.ts';
import { AUTOMATION_WORKFLOWS, verifyRunToken } from './oidc.ts';

let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
});
afterAll(() => issuer.close());

const log = { error: jest.fn() } as unknown as Logger;

function deps({ url = issuer.url, ref = 'main', repositoryId = undefined as string | undefined } = {}) {
  const github = { owner: 'prego', repo: 'provisioning', ref, repositoryId };
  return { config: { github, oidc: { issuer: url, audience: 'prego-control-plane' } } as Config, log, now: Date.now() };
}

const verify = async (claims: Record<string, unknown>, more = {}) =>
  await verifyRunToken(deps(more), await issuer.sign(claims));

describe('the token of a workflow run', () => {
  test('says which run of which workflow speaks', async () => {
    expect(await verify(RUN_CLAIMS)).toEqual({
      run_id: 9001,
      run_attempt: 1,
      workflow: 'provision-tenant.yml',
      job_workflow_ref: 'prego/provisioning/.github/workflows/provision-tenant.yml@refs/heads/main',
      repository: 'prego/provisioning',
      repository_id: '4711',
      ref: 'refs/heads/main',
    });
  });

  test.each([
    ['iss', { iss: 'https://token.actions.githubusercontent.com' }],
    ['aud', { aud: 'https://github.com/prego' }],
    ['aud', { aud: null }],
    ['exp', { exp: Math.floor(Date.now() / 1000) - 60 }],
    ['exp', { exp: null }],
    ['nbf', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['repository', { repository: 'someone/provisioning' }],
    ['repository', { repository: null }],
    ['repository_id', { repository_id: 4711 }],
    ['ref', { ref: 'refs/heads/mine' }],
    ['ref', { ref: 'refs/tags/main' }],
    ['run_id', { run_id: 'none' }],
    ['run_id', { run_id: null }],
    ['job_workflow_ref', { job_workflow_ref: null }],
  ])('is refused for its %s: %j', async (claim, wrong) => {
    await expect(verify({ ...RUN_CLAIMS, ...wrong })).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(new RegExp(`^The claim ${claim} of `)),
    });
  });

  test.each([
    'prego/provisioning/.github/workflows/ci.yml@refs/heads/main',
    'prego/provisioning/.github/workflows/inventory.yml@refs/heads/main',
    'prego/provisioning/.github/workflows/provision-tenant.yml@refs/heads/mine',
    'prego/provisioning/.github/workflows/provision-tenant.yml@refs/heads/main2',
    'someone/else/.github/workflows/provision-tenant.yml@refs/heads/main',
    'x/prego/provisioning/.github/workflows/provision-tenant.yml@refs/heads/main',
  ])('is forbidden to the workflow %s', async (job_workflow_ref) => {
    await expect(verify({ ...RUN_CLAIMS, job_workflow_ref })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('job_workflow_ref'),
    });
  });

  test('never opens what is for scheduled workflows only, nor the other way round', async () => {
    const run = await issuer.sign(RUN_CLAIMS);
    await expect(verifyRunToken(deps(), run, AUTOMATION_WORKFLOWS)).rejects.toMatchObject({ code: 'forbidden' });
    const scheduled = await issuer.sign(claimsOf('drift.yml'));
    await expect(verifyRunToken(deps(), scheduled)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await verifyRunToken(deps(), scheduled, AUTOMATION_WORKFLOWS)).toMatchObject({ workflow: 'drift.yml' });
  });

  test('is of the repository by its id, where that is configured: a name can change hands', async () => {
    expect(await verify(RUN_CLAIMS, { repositoryId: '4711' })).toMatchObject({ repository_id: '4711' });
    await expect(verify(RUN_CLAIMS, { repositoryId: '4712' })).rejects.toMatchObject({
      message: expect.stringContaining('repository_id'),
    });
  });

  test('may be of a full ref', async () => {
    expect(await verify(RUN_CLAIMS, { ref: 'refs/heads/main' })).toMatchObject({ ref: 'refs/heads/main' });
  });

  test('is refused when it is forged, unsigned, signed by another or no token at all', async () => {
    const token = await issuer.sign(RUN_CLAIMS);
    const [head, body, signature] = token.split('.') as [string, string, string];
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      await issuer.sign(RUN_CLAIMS, { foreign: true }),
      await issuer.sign(RUN_CLAIMS, { kid: 'unknown' }),
      `${head}.${encoded({ ...RUN_CLAIMS, iss: issuer.url, run_id: '1' })}.${signature}`,
      `${encoded({ alg: 'none' })}.${body}.`,
      `${encoded({ alg: 'HS256', kid: 'own' })}.${body}.${signature}`,
      'a.b.c',
      '',
    ];
    for (const wrong of forged) {
      await expect(verifyRunToken(deps(), wrong)).rejects.toMatchObject({ code: 'unauthorized' });
    }
  });

  test('never comes back in a refusal', async () => {
    const token = await issuer.sign({ ...RUN_CLAIMS, ref: 'refs/heads/secret-plans' });
    const error: Error = await verifyRunToken(deps(), token).catch((caught) => caught);
    expect(error.message).not.toContain('secret-plans');
    expect(error.message).not.toContain(token);
  });
});

describe("the issuer's keys", () => {
  test('are read once for many tokens', async () => {
    const fresh = await startOidcIssuer();
    for (let i = 0; i < 3; i++) await verifyRunToken(deps({ url: fresh.url }), await fresh.sign(RUN_CLAIMS));
    expect(fresh.reads()).toBe(1);
    await fresh.close();
  });

  test('are unavailable when they cannot be read, and are read again the next time', async () => {
    const broken = await startOidcIssuer({ servesKeys: false });
    const token = await broken.sign(RUN_CLAIMS);
    for (let i = 1; i <= 2; i++) {
      await expect(verifyRunToken(deps({ url: broken.url }), token)).rejects.toMatchObject({ code: 'unavailable' });
      expect(broken.reads()).toBe(i);
    }
    await broken.close();
    await expect(verifyRunToken(deps({ url: 'http://127.0.0.1:9' }), token)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
