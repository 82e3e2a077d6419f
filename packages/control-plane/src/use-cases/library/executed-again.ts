import { eq } from 'drizzle-orm';
import { ApiError } from '../../api-error.ts';
import { actorOf, type Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import { isRetryable } from '../../library/provisioning-moves.ts';
import type { Statement } from '../../store/db.ts';
import { findProvisioning } from '../../store/library.ts';
import { libraryEventStatement } from '../../store/library-events.ts';
import type { ProvisionJobsRow } from '../../store/tables/jobs.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';

/**
 * What a retry of a library job means for its provisioning, for the batch of the retry. Only the last job is taken up again:
 * what came after an older one, such as a return, was not what that was asked for. What comes after this look the database
 * makes sure of. Throws `move_refused`.
 */
export async function executedAgain({ db, now }: Deps, job: ProvisionJobsRow, caller: Caller): Promise<Statement[]> {
  const { provisioning_id, job_id, attempt, kind } = job;
  const row = await findProvisioning(db, provisioning_id ?? '');
  if (row?.job_id !== job_id || !isRetryable(row.status) || row.deleted_at !== null) {
    throw refused(job, row);
  }
  const isReturn = kind === 'library_return';
  return [
    db
      .update(libraryProvisionings)
      .set({
        ...{ status: isReturn ? 'returning' : 'provisioning', updated_at: now, ended_at: null },
        ...{ error_code: null, error_message: null },
      })
      .where(eq(libraryProvisionings.provisioning_id, row.provisioning_id)),
    libraryEventStatement(db, row, {
      kind: isReturn ? 'return_executed' : 'provisioning_executed',
      ...{ at: now, actor: actorOf(caller), job_id, attempt: attempt + 1 },
    }),
  ];
}

function refused({ job_id, provisioning_id }: ProvisionJobsRow, row: LibraryProvisioningsRow | undefined): ApiError {
  if (!row) return new ApiError('move_refused', `${provisioning_id} of ${job_id} is not known.`);
  const { name, status, deleted_at } = row;
  if (deleted_at !== null)
    return new ApiError('move_refused', `${name} is off the list: it is not worked on any more.`);
  const instead = row.job_id === job_id ? '' : `, which came after ${job_id}: go on from that`;
  return new ApiError('move_refused', `${name} is ${status} by ${row.job_id}${instead}.`);
}
