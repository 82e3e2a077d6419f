import type { Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import type { Statement } from '../../store/db.ts';
import type { LibraryProvisioningsRow } from '../../store/tables/library.ts';
import { auditStatement } from '../../store/write-audit.ts';

/** The audit row of a look at one first-access password, which has nothing of its value. `attempt`: the claim of that was the look. */
export function secretShownStatement(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { provisioning_id, name, provision_job_id }: LibraryProvisioningsRow,
  look: { readonly actor: Caller; readonly secret: string; readonly request_id: string; readonly attempt?: number },
): Statement {
  const { actor, secret, request_id, attempt } = look;
  return auditStatement(db, {
    ...{ at: now, actor, action: 'library.secret_shown', job_id: provision_job_id, request_id },
    data: { provisioning_id, name, secret, ...(attempt !== undefined && { attempt }) },
  });
}
