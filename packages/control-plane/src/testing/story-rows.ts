import { UI_STEPS } from '@prego/contracts';
import { digestHex } from '../auth/digest.ts';
import { mintLaunchToken } from '../auth/launch-token.ts';
import type { ControlPlane } from './control-plane.ts';
import { HOUR_MS, key } from './credentials.ts';

/** The job that the tests of what people read are about. */
export const JOB = { job_id: 'job_01story', trace_id: 'trace_01story', tenant_id: 'acme' } as const;

/** A tenant's row, provisioning unless it is told otherwise. */
export const seedTenant = (cp: ControlPlane, more: Record<string, unknown> = {}): Promise<void> =>
  cp.insert('tenants', {
    ...{ tenant_id: JOB.tenant_id, subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test' },
    ...{ plan_tier: 'basic', region: 'sg', status: 'provisioning', created_at: 1000, updated_at: 1000 },
    ...more,
  });

/** A provision job's row, running in its first attempt unless it is told otherwise. */
export const seedJob = (cp: ControlPlane, more: Record<string, unknown> = {}): Promise<void> =>
  cp.insert('provision_jobs', {
    ...{ ...JOB, kind: 'provision', status: 'running', region: 'sg', infra_mode: 'use_existing' },
    ...{ created_by: 'operator', created_at: 1000, updated_at: 1000 },
    ...more,
  });

/** An attempt's row, and its token. */
export async function seedAttempt(cp: ControlPlane, attempt = 1, more: Record<string, unknown> = {}): Promise<string> {
  const job_id = more.job_id ?? JOB.job_id;
  const token = `token-of-${job_id}-${attempt}-0123456789abcdef`;
  await cp.insert('job_attempts', {
    ...{ job_id, attempt, status: 'running', created_at: 1000 },
    ...{ token_hash: await digestHex(token), token_expires_at: Date.now() + HOUR_MS },
    ...more,
  });
  return token;
}

/** A Launch link's token. */
export const launchToken = (tenantId: string = JOB.tenant_id, expiresAt = Date.now() + HOUR_MS): Promise<string> =>
  mintLaunchToken(key('LAUNCH_TOKEN_KEY'), tenantId, expiresAt);

/** The stage of a step, 1 to 10. */
export const stageOfStep = (step: number): string => UI_STEPS[step - 1]?.stage ?? '';

/** An event of the job as it is posted. */
export const event = (status: string, step: number, more: Record<string, unknown> = {}) => ({
  ...{ job_id: JOB.job_id, attempt: 1, stage: stageOfStep(step), status, at: 1000 + step },
  ...more,
});
