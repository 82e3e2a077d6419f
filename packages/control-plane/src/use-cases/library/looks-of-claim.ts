import { ApiError } from '../../api-error.ts';
import { actorOf, type Caller } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import type { Statement } from '../../store/db.ts';
import { provisioningOf } from '../../store/library.ts';
import type { ProvisionJobsRow } from '../../store/tables/jobs.ts';
import { secretShownStatement } from './secret-shown.ts';

/**
 * What a claim by an operator's key writes down beside itself, for its batch: a look at each first-access password that it is
 * answered. Throws `forbidden` for a key by name where there is one: whoever has such a key is a person, whose looks are asked
 * for one by one.
 */
export async function looksOfClaim(
  deps: Deps,
  { kind, job_id, attempt, provisioning_id }: ProvisionJobsRow,
  operator: Caller | undefined,
  request_id: string,
): Promise<Statement[]> {
  if (operator?.kind !== 'operator' || kind !== 'library_provision' || provisioning_id === null) return [];
  const row = await provisioningOf(deps.db, provisioning_id);
  const names = Object.keys(JSON.parse(row.secrets) as Record<string, string>);
  if (names.length > 0 && operator.name !== undefined) {
    throw new ApiError(
      'forbidden',
      `A claim of ${job_id} answers first-access passwords, which ${actorOf(operator)} is shown in the installation info only: its run claims as itself, or with INTERNAL_API_KEY.`,
    );
  }
  return names.map((secret) => secretShownStatement(deps, row, { actor: operator, secret, request_id, attempt }));
}
