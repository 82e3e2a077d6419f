import type { RevealedSecret } from '@prego/contracts';
import type { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import { openOwnSecret } from '../../library/open-own-secret.ts';
import { commit } from '../../store/db.ts';
import { provisioningOf } from '../../store/library.ts';
import { secretShownStatement } from './secret-shown.ts';

/**
 * One secret of a provisioning. Who looked, and at which, is written down before it is answered; never its value. Throws
 * `provisioning_not_found`, `not_found` for a name that it has no secret of and for one that was erased, and `unavailable`
 * where no key of ours opens it.
 */
export async function revealSecret(
  deps: Deps,
  caller: Caller,
  { id, name, request_id }: { id: string; name: string; request_id: string },
): Promise<z.infer<typeof RevealedSecret>> {
  const { db } = deps;
  const row = await provisioningOf(db, id);
  if (row.status === 'returned') {
    throw new ApiError('not_found', `${row.name} has been returned: its secrets were erased then.`);
  }
  const sealed = JSON.parse(row.secrets) as Record<string, string>;
  const own = Object.hasOwn(sealed, name) ? sealed[name] : undefined;
  if (own === undefined) throw new ApiError('not_found', `${row.name} has no secret of that name.`);
  const value = await openOwnSecret(deps, id, name, own);
  await commit(db, [secretShownStatement(deps, row, { actor: caller, secret: name, request_id })]);
  return { name, value };
}
