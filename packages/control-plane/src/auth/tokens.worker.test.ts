import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { HOLDERS, HOUR_MS, key, seedAttempt, seedNode } from '../testing/credentials.ts';
import { claimsOf, type OidcIssuer, startOidcIssuer } from '../testing/oidc-issuer.ts';
import { mintLaunchToken } from './launch-token.ts';
import { nodeTokenFor } from './node-token.ts';

let cp: ControlPlane;
let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
  cp = await ControlPlane.start({ OIDC_ISSUER: issuer.url });
});
afterAll(() => issuer.close());
beforeEach(() => cp.clear());

/** The code of what the middleware refuses with; anything that a route says itself counts as let through. */
async function refused(method: string, path: string, token: string): Promise<string | undefined> {
  const body = method === 'GET' ? {} : { body: {} };
  const answer = await cp.call(method, path, { as: { token }, ...body });
  const code = answer.body?.error?.code;
  return ['unauthorized', 'forbidden', 'attempt_ended', 'unavailable'].includes(code) ? code : undefined;
}

describe('an attempt token', () => {
  const TOKEN = 'attempt-token-of-the-tests-0123456789';
  const JOB = `/internal/provision-jobs/${HOLDERS.job_id}`;

  test('opens until its time is over', async () => {
    await seedAttempt(cp, TOKEN);
    expect(await refused('GET', JOB, TOKEN)).toBeUndefined();
    await cp.env.DB.prepare('UPDATE job_attempts SET token_expires_at = ?')
      .bind(Date.now() - 1)
      .run();
    expect(await refused('GET', JOB, TOKEN)).toBe('unauthorized');
  });

  test('of an attempt that has ended opens what tells the end of its story, and nothing else', async () => {
    await seedAttempt(cp, TOKEN, { ended_at: Date.now(), status: 'cancelled' });
    expect(await refused('GET', JOB, TOKEN)).toBe('attempt_ended');
    expect(await refused('POST', '/internal/nodes', TOKEN)).toBe('attempt_ended');
    expect(await refused('GET', '/internal/tenants', TOKEN)).toBe('forbidden');
    expect(await refused('POST', '/internal/trace-events', TOKEN)).toBeUndefined();
  });

  test('is not what stands in the database', async () => {
    await seedAttempt(cp, TOKEN);
    const [row] = await cp.rows<{ token_hash: string }>('SELECT token_hash FROM job_attempts');
    expect(row?.token_hash).not.toContain(TOKEN);
    expect(await refused('GET', JOB, String(row?.token_hash))).toBe('unauthorized');
  });
});

describe('a node token', () => {
  const PUSH = '/internal/server-metrics';
  const tokenOf = (version: number) => nodeTokenFor(key('NODE_TOKEN_KEY'), HOLDERS.node_id, version);

  test('is rotated with an overlap: the version before is still taken, older and future ones are not', async () => {
    await seedNode(cp, 3);
    const refusals = [];
    for (const version of [1, 2, 3, 4]) refusals.push(await refused('POST', PUSH, await tokenOf(version)));
    expect(refusals).toEqual(['unauthorized', undefined, undefined, 'unauthorized']);
  });

  test('of a node that nobody knows opens nothing', async () => {
    expect(await refused('POST', PUSH, await tokenOf(1))).toBe('unauthorized');
  });
});

describe('a Launch token', () => {
  test('opens until its time is over, by the clock of the control plane', async () => {
    const token = await mintLaunchToken(key('LAUNCH_TOKEN_KEY'), HOLDERS.tenant_id, Date.now() + HOUR_MS);
    expect(await refused('GET', '/v1/launch', token)).toBeUndefined();
    await cp.call('PUT', '/internal/clock', { body: { offset_ms: HOUR_MS } });
    expect(await refused('GET', '/v1/launch', token)).toBe('unauthorized');
  });
});

describe('an automation token', () => {
  test.each([
    ['opens for drift.yml', claimsOf('drift.yml'), undefined],
    ['opens for inventory.yml', claimsOf('inventory.yml'), undefined],
    ['is forbidden to a run of a job', claimsOf('provision-tenant.yml'), 'forbidden'],
    ['is refused for another audience', { ...claimsOf('drift.yml'), aud: 'elsewhere' }, 'unauthorized'],
    [
      'is refused when it has expired',
      { ...claimsOf('drift.yml'), exp: Math.floor(Date.now() / 1000) - 60 },
      'unauthorized',
    ],
    ['is refused of another branch', { ...claimsOf('drift.yml'), ref: 'refs/heads/mine' }, 'unauthorized'],
  ])('%s', async (_, claims, outcome) => {
    expect(await refused('GET', '/internal/drift', await issuer.sign(claims))).toBe(outcome);
  });

  test('that another has signed is refused', async () => {
    const token = await issuer.sign(claimsOf('drift.yml'), { foreign: true });
    expect(await refused('GET', '/internal/drift', token)).toBe('unauthorized');
  });

  test('is checked in many requests at once', async () => {
    const token = await issuer.sign(claimsOf('drift.yml'));
    const all = await Promise.all(Array.from({ length: 20 }, () => refused('GET', '/internal/drift', token)));
    expect(new Set(all)).toEqual(new Set([undefined]));
  });
});
