import { digestHex } from '../auth/digest.ts';
import { mintLaunchToken } from '../auth/launch-token.ts';
import { nodeTokenFor } from '../auth/node-token.ts';
import type { CallerKind } from '../caller.ts';
import type { Keys } from '../config.ts';
import { type ControlPlane, TEST_VARS } from './control-plane.ts';
import { claimsOf, type OidcIssuer } from './oidc-issuer.ts';

/** Whose the credentials are. */
export const HOLDERS = {
  job_id: 'job_01auth',
  trace_id: 'trace_01auth',
  node_id: 'sg-s-22222222',
  tenant_id: 'acme',
} as const;

export const HOUR_MS = 3_600_000;

/** A job whose first attempt runs and has this token. */
export async function seedAttempt(cp: ControlPlane, token: string, more: Record<string, unknown> = {}): Promise<void> {
  const now = Date.now();
  const { job_id, trace_id, tenant_id } = HOLDERS;
  const at = { created_at: now, updated_at: now };
  await cp.insert('tenants', {
    ...{ tenant_id, subdomain_slug: tenant_id, canonical_hostname: `${tenant_id}.prego.test`, plan_tier: 'basic' },
    ...{ region: 'sg', status: 'provisioning', ...at },
  });
  await cp.insert('provision_jobs', {
    ...{ job_id, trace_id, tenant_id, kind: 'provision', status: 'running', region: 'sg' },
    ...{ infra_mode: 'use_existing', created_by: 'operator', ...at },
  });
  await cp.insert('job_attempts', {
    ...{ job_id, attempt: 1, status: 'running', created_at: now, run_id: 9001 },
    ...{ token_hash: await digestHex(token), token_expires_at: now + HOUR_MS, ...more },
  });
}

export async function seedNode(cp: ControlPlane, token_version = 1): Promise<void> {
  const { job_id, node_id } = HOLDERS;
  const at = { created_at: Date.now(), updated_at: Date.now() };
  await cp.insert('nodes', {
    ...{ node_id, job_id, region: 'sg', role: 'shared', status: 'ready', stack: 'sg', capacity: 20, token_version },
    ...at,
  });
}

/** One good credential of each kind; the rows that some of them rest on are written. */
export async function credentials(cp: ControlPlane, issuer: OidcIssuer): Promise<Record<CallerKind, string>> {
  const attempt = 'attempt-token-of-the-tests-0123456789';
  await seedAttempt(cp, attempt);
  await seedNode(cp);
  return {
    open: '',
    operator: TEST_VARS.INTERNAL_API_KEY,
    gateway: TEST_VARS.GATEWAY_KEY,
    attempt,
    automation: await issuer.sign(claimsOf('drift.yml')),
    node: await nodeTokenFor(key('NODE_TOKEN_KEY'), HOLDERS.node_id, 1),
    launch: await mintLaunchToken(key('LAUNCH_TOKEN_KEY'), HOLDERS.tenant_id, Date.now() + HOUR_MS),
  };
}

/** The keys that the tests' control plane signs with. */
export const key = (name: 'NODE_TOKEN_KEY' | 'LAUNCH_TOKEN_KEY'): Keys => [TEST_VARS[name]];
