import type { LibraryInputs } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../../api-error.ts';
import { actorOf, type Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import { isDeletable } from '../../library/provisioning-moves.ts';
import { commit, constraintOf } from '../../store/db.ts';
import { jobOf } from '../../store/jobs.ts';
import { provisioningOf } from '../../store/library.ts';
import { libraryEventStatement } from '../../store/library-events.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';
import { auditStatement } from '../../store/write-audit.ts';
import { requireTypedName } from './typed-name.ts';

/**
 * Takes a provisioning off the list, with its secrets, the values that people gave it and its template; what has happened
 * stays in the history. `name` is its name as typed. Throws `provisioning_not_found`, `name_mismatch`, and `move_refused`
 * where it has, or may have, what was never tried to be given back.
 */
export async function deleteProvisioning(
  deps: Deps,
  caller: Caller,
  { id, name, request_id }: { id: string; name: string; request_id: string },
): Promise<void> {
  const { db, now } = deps;
  const row = await provisioningOf(db, id);
  requireTypedName(row, name);
  if (!isDeletable(row.status)) throw notDeletable(row);
  const { job_id } = row;
  const { attempt } = await jobOf(db, job_id);
  const actor = actorOf(caller);
  try {
    // Without a condition: that it is still on the list, and in a status to go from, the database makes sure.
    await commit(db, [
      db
        .update(libraryProvisionings)
        .set({ deleted_at: now, updated_at: now, secrets: '{}', template_as_run: '{}', inputs: withoutValues(row) })
        .where(eq(libraryProvisionings.provisioning_id, id)),
      libraryEventStatement(db, row, { kind: 'status_deleted', at: now, actor, job_id, attempt }),
      auditStatement(db, {
        ...{ at: now, actor: caller, action: 'library.status_deleted', job_id, request_id },
        data: { provisioning_id: id, name: row.name, status: row.status },
      }),
    ]);
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint !== 'check' && constraint !== 'illegal_move') throw error;
    throw notDeletable(await provisioningOf(db, id));
  }
}

/** Values may be a person's: a name, a domain, an address. */
const withoutValues = ({ inputs }: LibraryProvisioningsRow): string =>
  JSON.stringify({ ...(JSON.parse(inputs) as LibraryInputs), values: {} });

const notDeletable = ({ name, status }: LibraryProvisioningsRow): ApiError =>
  new ApiError('move_refused', `${name} is ${status}: it goes off the list once it is returned, or its return failed.`);
