import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What GitHub would say of a run of our `provision-tenant.yml`, whose control plane has the settings of the tests. */
export const RUN_CLAIMS = {
  aud: 'prego-control-plane',
  sub: 'repo:prego/provisioning:ref:refs/heads/main',
  repository: 'prego/provisioning',
  repository_id: '4711',
  ref: 'refs/heads/main',
  job_workflow_ref: 'prego/provisioning/.github/workflows/provision-tenant.yml@refs/heads/main',
  run_id: '9001',
  run_attempt: '1',
};

/** The claims of a run of another workflow of the same repository. */
export const claimsOf = (workflow: string) => ({
  ...RUN_CLAIMS,
  job_workflow_ref: RUN_CLAIMS.job_workflow_ref.replace('provision-tenant.yml', workflow),
});

export interface OidcIssuer {
  readonly url: string;
  /** Signs claims as they are, with `iss` and 5 minutes to live where they say nothing of it; null leaves a claim out. */
  sign(claims: Record<string, unknown>, how?: { foreign?: boolean; kid?: string }): Promise<string>;
  /** How often its keys were read. */
  readonly reads: () => number;
  close(): Promise<void>;
}

/** An OIDC issuer on loopback; one that does not serve its keys answers 503 for them. */
export async function startOidcIssuer({ servesKeys = true } = {}): Promise<OidcIssuer> {
  const own = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }];
  let reads = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', url());
    const body = {
      '/.well-known/openid-configuration': { issuer: url(), jwks_uri: `${url()}/keys` },
      '/keys': { keys },
    };
    if (pathname === '/keys') reads++;
    const found = pathname === '/keys' && !servesKeys ? undefined : body[pathname as keyof typeof body];
    response.writeHead(found ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it closes it must not keep the process.
  server.unref();
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url(),
    reads: () => reads,
    async sign(claims, { foreign: byForeign = false, kid = 'own' } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: url(), iat: now, nbf: now - 10, exp: now + 300, ...claims };
      const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
      return await new SignJWT(kept)
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(byForeign ? foreign.privateKey : own.privateKey);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
