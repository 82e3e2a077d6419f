import type { Deps } from '../deps.ts';
import type { WorkflowRun } from '../ports/workflow-runner.ts';
import { recordRunStatement } from '../store/attempts.ts';
import { commit } from '../store/db.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';

/** Writes down which run an attempt has, unless one is known already. Always true. */
export async function recordRun(
  { db }: Pick<Deps, 'db'>,
  { job_id, attempt }: Pick<ProvisionJobsRow, 'job_id' | 'attempt'>,
  run: Pick<WorkflowRun, 'id' | 'url'> | undefined,
): Promise<true> {
  if (run) await commit(db, [recordRunStatement(db, { job_id, attempt }, run)]);
  return true;
}
