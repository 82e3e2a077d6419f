import type { ProvisioningStarted } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import { actorOf, type Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import { commit, constraintOf, type Statement } from '../../store/db.ts';
import { jobOf } from '../../store/jobs.ts';
import { provisioningOf } from '../../store/library.ts';
import { libraryEventStatement } from '../../store/library-events.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';
import { nudge } from '../nudge.ts';
import { newReturnJob } from '../start-return.ts';
import { requireTypedName } from './typed-name.ts';

/** `begun`: by this request. Else it was under way already, or is done. */
export interface Returning {
  readonly begun: boolean;
  readonly answer: z.infer<typeof ProvisioningStarted>;
}

/**
 * Begins to give everything back that a provisioning has, or may have. Sent again it answers the same job. `name` is its
 * name as typed. Throws `provisioning_not_found`, `name_mismatch`, and `job_active` while it is still made.
 */
export async function returnProvisioning(
  deps: Deps,
  caller: Caller,
  { id, name, request_id }: { id: string; name: string; request_id: string },
): Promise<Returning> {
  const { db } = deps;
  const row = await provisioningOf(db, id);
  requireTypedName(row, name);
  const before = await returnBefore(deps, row);
  if (before) return before;
  const { job, statements } = newReturnJob(deps, caller, jobFor(row), request_id);
  try {
    await commit(db, [...statements, ...returningStatements(deps, caller, row, job)]);
  } catch (error) {
    const constraint = constraintOf(error);
    if (!constraint?.startsWith('unique provision_jobs.') && constraint !== 'illegal_move') throw error;
    // Someone was faster: with the same wish, or another.
    const same = await returnBefore(deps, await provisioningOf(db, id));
    if (same) return same;
    throw new ApiError('conflict', `${row.name} was changed at the same time.`);
  }
  deps.defer(nudge(deps, { job_id: job.job_id, attempt: 1 }));
  const { job_id, trace_id } = job;
  return { begun: true, answer: { provisioning_id: id, status: 'returning', job_id, trace_id } };
}

/** The return that is under way, or has already happened. Throws `job_active` while it is made. */
async function returnBefore({ db }: Deps, row: LibraryProvisioningsRow): Promise<Returning | undefined> {
  const { provisioning_id, status, job_id, name } = row;
  if (status === 'provisioning') {
    throw new ApiError('job_active', `${job_id} (library_provision) of ${name} is under way.`);
  }
  if (status !== 'returning' && status !== 'returned') return undefined;
  const { trace_id } = await jobOf(db, job_id);
  return { begun: false, answer: { provisioning_id, status, job_id, trace_id } };
}

const jobFor = ({ provisioning_id, region, stack }: LibraryProvisioningsRow) => ({
  ...{ kind: 'library_return' as const, provisioning_id, region, stack, tenant_id: null, node_id: null },
  ...{ infra_mode: 'create_new_server' as const, dedicated: null, target_server_id: null },
});

function returningStatements(
  { db, now }: Deps,
  caller: Caller,
  row: LibraryProvisioningsRow,
  { job_id }: { readonly job_id: string },
): Statement[] {
  const begun = { status: 'returning' as const, job_id, updated_at: now, ended_at: null };
  return [
    db
      .update(libraryProvisionings)
      .set({ ...begun, error_code: null, error_message: null })
      .where(eq(libraryProvisionings.provisioning_id, row.provisioning_id)),
    libraryEventStatement(db, row, {
      kind: 'return_executed',
      ...{ at: now, actor: actorOf(caller), job_id, attempt: 1 },
    }),
  ];
}
