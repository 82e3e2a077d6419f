import type { LibraryEventKind, ProvisioningStatus } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { actorOf } from '../../caller.ts';
import type { Deps } from '../../deps.ts';
import type { Statement } from '../../store/db.ts';
import { findAttempt } from '../../store/jobs.ts';
import { findProvisioning } from '../../store/library.ts';
import { askerOf, cancellerOf, libraryEventStatement } from '../../store/library-events.ts';
import type { ProvisionJobsRow } from '../../store/tables/jobs.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';
import type { Ending } from '../end-job.ts';
import { billingAfterReturn, billingAfterRun } from './billing-of-job.ts';

/** What the end of a library job means for its provisioning and the history, for the batch of that end. */
export async function libraryConsequences(deps: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Statement[]> {
  const { db, now } = deps;
  const { provisioning_id, job_id, attempt } = job;
  const row = provisioning_id === null ? undefined : await findProvisioning(db, provisioning_id);
  if (!row) throw new Error(`${job_id} has no provisioning`);
  const claimedAt = (await findAttempt(db, job_id, attempt))?.claimed_at ?? null;
  const error = ending.to === 'completed' ? undefined : ending.error;
  const failure = { error_code: error?.code ?? null, error_message: error?.message ?? null };
  const { status, kind } = OUTCOMES[isReturn(job) ? 'return' : 'provision'][ending.to === 'completed' ? 'well' : 'ill'];
  return [
    db
      .update(libraryProvisionings)
      .set({
        ...{ status, ...failure, updated_at: now, ended_at: now },
        ...(isReturn(job) ? billingAfterReturn(row, ending, now) : billingAfterRun(row, ending, { claimedAt, now })),
        ...resourcesAfter(job, ending, now),
      })
      .where(eq(libraryProvisionings.provisioning_id, row.provisioning_id)),
    libraryEventStatement(db, row, {
      ...{ kind, at: now, job_id, attempt, ...failure },
      actor: await whoEnded(deps, row, job, ending),
    }),
  ];
}

const isReturn = ({ kind }: ProvisionJobsRow): boolean => kind === 'library_return';

type Outcome = { readonly status: ProvisioningStatus; readonly kind: LibraryEventKind };
const OUTCOMES: Readonly<Record<'provision' | 'return', Readonly<Record<'well' | 'ill', Outcome>>>> = {
  provision: {
    well: { status: 'provisioned', kind: 'provisioning_completed' },
    ill: { status: 'provision_failed', kind: 'provisioning_failed' },
  },
  return: {
    well: { status: 'returned', kind: 'return_completed' },
    ill: { status: 'return_failed', kind: 'return_failed' },
  },
};

/**
 * The history names people: whoever asked for the run that has ended, or to cancel it. What ended it without a word of its
 * own, such as the sweep, stands in the audit and in the error.
 */
async function whoEnded({ db }: Deps, row: LibraryProvisioningsRow, job: ProvisionJobsRow, ending: Ending) {
  const { actor, error, to } = ending;
  if (error?.code === 'cancelled_by_operator' && typeof actor !== 'string') return actorOf(actor);
  const { provisioning_id } = row;
  const { job_id, attempt, created_by } = job;
  const canceller = to === 'cancelled' ? await cancellerOf(db, { job_id, attempt }) : undefined;
  return canceller ?? (await askerOf(db, { provisioning_id, job_id, attempt })) ?? created_by;
}

function resourcesAfter(job: ProvisionJobsRow, { to, library }: Ending, now: number) {
  return {
    ...(library && { resources: JSON.stringify(library.resources), resources_at: now }),
    // With the servers goes what would open them.
    ...(isReturn(job) && to === 'completed' && { secrets: '{}' }),
  };
}
