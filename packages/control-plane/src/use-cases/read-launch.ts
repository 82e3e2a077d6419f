import type { LaunchView, UiStep } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { newestProvisionJob } from '../store/read-story.ts';
import { tenants } from '../store/tables/tenants.ts';
import { type Language, launchStatusOf, launchView } from '../story/launch-view.ts';
import { uiStepsOf } from '../story/ui-steps.ts';
import { newestLines } from './newest-lines.ts';
import { readEstimate } from './read-estimate.ts';

/** What the tenant of a Launch token may see of its own way in. Throws `forbidden` for any other caller. */
export async function readLaunch(deps: Deps, caller: Caller, language: Language): Promise<LaunchView> {
  if (caller.kind !== 'launch') throw new ApiError('forbidden', 'This takes the token of a Launch link.');
  const { db } = deps;
  const [[tenant], [job]] = await db.batch([
    db
      .select({ status: tenants.status, canonical_hostname: tenants.canonical_hostname })
      .from(tenants)
      .where(eq(tenants.tenant_id, caller.tenant_id)),
    newestProvisionJob(db, caller.tenant_id),
  ]);
  if (!tenant) throw new ApiError('tenant_not_found', 'The workspace of this link is not known.');
  if (!job) return launchView({ tenant, job, lines: NOTHING_YET, estimate: null }, language);
  const { lines, begun_at } = await newestLines(db, job);
  const preparing = launchStatusOf(tenant.status, job.status) === 'preparing';
  const estimate = preparing ? await readEstimate(deps, job, begun_at) : null;
  return launchView({ tenant, job, lines, estimate }, language);
}

/** The lines of a tenant that has no job. */
const NOTHING_YET: UiStep[] = uiStepsOf([], {
  attempt: 1,
  status: null,
  failed_stage: null,
  error_code: null,
  error_message: null,
});
