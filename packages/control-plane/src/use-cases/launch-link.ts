import { type LaunchLink, launchUrl } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import { mintLaunchToken } from '../auth/launch-token.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { findTenant } from '../store/tenants.ts';
import { auditStatement } from '../store/write-audit.ts';

/** A customer comes back to the link of the first mail for some weeks; whoever needs it later is sent a new one. */
const LAUNCH_LINK_MS = 30 * 86_400_000;

/** The link to a tenant's Launch view that was made at `at`: the same tenant and time give the same link. */
export async function launchLinkOf(
  { config }: Pick<Deps, 'config'>,
  tenantId: string,
  at: number,
): Promise<LaunchLink> {
  const expires_at = at + LAUNCH_LINK_MS;
  const token = await mintLaunchToken(config.keys.launch, tenantId, expires_at);
  return { tenant_id: tenantId, launch_url: launchUrl(config.publicUrl, token), expires_at };
}

/** Makes a new link for an operator to pass on. Throws `tenant_not_found`. */
export async function makeLaunchLink(
  deps: Deps,
  caller: Caller,
  tenantId: string,
  requestId: string,
): Promise<LaunchLink> {
  const { db, now } = deps;
  if (!(await findTenant(db, tenantId))) throw tenantNotFound(tenantId);
  const link = await launchLinkOf(deps, tenantId, now);
  await commit(db, [
    auditStatement(db, {
      at: now,
      actor: caller,
      action: 'tenant.launch_link_made',
      tenant_id: tenantId,
      request_id: requestId,
      data: { expires_at: link.expires_at },
    }),
  ]);
  return link;
}

export const tenantNotFound = (tenantId: string) => new ApiError('tenant_not_found', `There is no tenant ${tenantId}.`);
