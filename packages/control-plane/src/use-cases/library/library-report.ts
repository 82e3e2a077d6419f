import type { CallbackRequest } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../../api-error.ts';
import type { Deps } from '../../deps.ts';
import type { Statement } from '../../store/db.ts';
import { findAttempt } from '../../store/jobs.ts';
import { findProvisioning } from '../../store/library.ts';
import type { ProvisionJobsRow } from '../../store/tables/jobs.ts';
import { libraryProvisionings } from '../../store/tables/library.ts';
import { billingOnTheWay } from './billing-of-job.ts';

/**
 * A library job that has ended well says what there is now: an execution what it has made, a return that nothing of it is
 * left. Not even what costs nothing, such as a firewall: nobody would know of it any more (docs/decisions/0024).
 * Throws `invalid_request` for one that does not.
 */
export function requireWholeReport({ kind, job_id }: ProvisionJobsRow, { status, library }: CallbackRequest): void {
  if (status !== 'completed') return;
  if (kind === 'library_provision' && !library?.resources.some((resource) => resource.kind === 'server')) {
    throw new ApiError('invalid_request', `library.resources: ${job_id} has completed, and names no server.`);
  }
  if (kind !== 'library_return') return;
  if (library === undefined) {
    throw new ApiError('invalid_request', `library: ${job_id} has completed, and does not say what is left.`);
  }
  if (library.resources.length > 0) {
    const left = library.resources.map((resource) => `${resource.kind} ${resource.name}`).join(', ');
    throw new ApiError('invalid_request', `library.resources: ${job_id} has not completed with ${left} left.`);
  }
}

/** What a run that goes on says of its stack: should it die without another word, this and its cost are what is known. */
export async function libraryProgressStatements(
  { db, now }: Deps,
  { provisioning_id, kind, job_id, attempt }: ProvisionJobsRow,
  { library }: CallbackRequest,
): Promise<Statement[]> {
  const row =
    library === undefined || provisioning_id === null ? undefined : await findProvisioning(db, provisioning_id);
  if (row === undefined || library === undefined) return [];
  const claimedAt = (await findAttempt(db, job_id, attempt))?.claimed_at ?? null;
  return [
    db
      .update(libraryProvisionings)
      .set({
        ...{ resources: JSON.stringify(library.resources), resources_at: now, updated_at: now },
        // What a return takes away is billed until it has ended.
        ...(kind === 'library_provision' && billingOnTheWay(row, library, { claimedAt, now })),
      })
      .where(eq(libraryProvisionings.provisioning_id, row.provisioning_id)),
  ];
}
