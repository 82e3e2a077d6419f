import { type Decision, snapshotBytes } from '@prego/placement-core';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { type PlacementPlan, planOf } from '../placement-plan.ts';
import { moveKind } from '../state-machine.ts';
import { commit, constraintOf, type Statement } from '../store/db.ts';
import { jobOf } from '../store/jobs.ts';
import { forgetRegions } from '../store/nodes-snapshot.ts';
import { clearOutboxStatement } from '../store/outbox.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { SeatsRow } from '../store/tables/nodes.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { seatOf, tenantStatusStatement, tenantsById } from '../store/tenants.ts';
import type { AuditEntry } from '../store/write-audit.ts';
import { moveStatements } from '../store/write-move.ts';
import { nodesNamed } from '../store/write-seats.ts';
import { decide, type Grounds, readGrounds, seenRegion } from './decide.ts';
import { decideUntilItHolds } from './deciding-races.ts';
import { keepSnapshot, type NamedSnapshot, nameSnapshot } from './keep-snapshot.ts';
import { nudge } from './nudge.ts';
import { placementStatements } from './placement-statements.ts';

type Actor = AuditEntry['actor'];

/**
 * Gives the tenant of a job a place anew, and the old one back: of a failed or cancelled job, which begins its next attempt
 * with it, and of one that waits for a node that will not come. Any other stays as it is: someone was faster. Throws
 * `job_not_found`, `move_refused`, `job_active`, and `no_seat`.
 */
export async function redecide(deps: Deps, jobId: string, actor: Actor, requestId?: string): Promise<void> {
  const { region } = await jobOf(deps.db, jobId);
  await decideUntilItHolds(
    deps,
    async () => {
      const job = await jobOf(deps.db, jobId);
      if (!(await wantsPlace(deps, job))) return;
      const grounds = await readGrounds(deps, region, [
        tenantsById(deps.db, job.tenant_id ?? ''),
        seatOf(deps.db, job.tenant_id ?? ''),
      ]);
      const [[tenant], [seat]] = grounds.also as [TenantsRow[], Pick<SeatsRow, 'node_id' | 'kind'>[]];
      const { bytes, ...decided } = decideFor(deps, job, tenantIn(job, tenant, seat), seat?.node_id, grounds);
      const placed = { ...decided, snapshot: await nameSnapshot(bytes) };
      await refuseOwnNode(deps, job, placed.plan);
      await write(deps, job, placed, { actor, requestId });
      if (placed.plan.job.status === 'queued') await nudge(deps, { job_id: jobId, attempt: placed.job.attempt });
      deps.defer(keepSnapshot(deps, placed.snapshot));
    },
    () => forgetRegions(deps),
  );
}

async function wantsPlace({ db }: Deps, job: ProvisionJobsRow): Promise<boolean> {
  if (job.kind !== 'provision') throw new ApiError('move_refused', `${job.job_id} is a ${job.kind}: it has no place.`);
  if (moveKind(job.status, 'queued') === 'retry') return true;
  if (job.status !== 'waiting' || job.waits_for !== 'node') return false;
  const [node] = await nodesNamed(db, [job.waits_for_node ?? '']);
  return node === undefined || node.status === 'failed' || node.status === 'retired';
}

/**
 * A job is tried again for the tenant it was made for. One who has signed up anew since, otherwise, is another; and one who
 * has lived somewhere, from where a return has failed to take it, may still have data there.
 */
function tenantIn(
  job: ProvisionJobsRow,
  tenant: TenantsRow | undefined,
  seat: Pick<SeatsRow, 'node_id' | 'kind'> | undefined,
): TenantsRow {
  if (seat?.kind === 'tenant') {
    throw new ApiError('move_refused', `${job.tenant_id} lives on ${seat.node_id}, or is half returned from there.`);
  }
  const same = tenant?.region === job.region && (tenant.plan_tier === 'enterprise') === (job.dedicated === 1);
  if (tenant && same && (tenant.status === 'provisioning' || tenant.status === 'failed')) return tenant;
  throw new ApiError(
    'move_refused',
    `${job.tenant_id} is ${tenant?.status ?? 'not known'}, ${tenant?.plan_tier} in ${tenant?.region}: not what ${job.job_id} is for.`,
  );
}

/** Synchronous: the nodes are those of all requests. */
function decideFor(
  deps: Deps,
  { job_id, trace_id, attempt, status }: ProvisionJobsRow,
  { tenant_id, plan_tier, region }: TenantsRow,
  seatedOn: string | undefined,
  grounds: Grounds,
) {
  const next = moveKind(status, 'queued') === 'retry' ? attempt + 1 : attempt;
  const job = { job_id, trace_id, tenant_id, attempt: next };
  return grounds.nodes.without(seatedOn, () => {
    const decision = decide(deps, { plan_tier, region }, grounds);
    const plan = planOf(decision, job, seenRegion(grounds.nodes));
    return { job, decision, plan, decision_id: deps.newId('dec_'), bytes: snapshotBytes(grounds.nodes.snapshot) };
  });
}

/**
 * The servers of a job are named after it: it can make those again that have failed, but not a second one beside a shared one
 * that lives, nor one that was destroyed.
 */
async function refuseOwnNode({ db }: Deps, job: ProvisionJobsRow, plan: PlacementPlan): Promise<void> {
  if (plan.nodes.length === 0) return;
  const own = await nodesNamed(
    db,
    plan.nodes.map(({ node_id }) => node_id),
  );
  const lasting = own.find(({ status }) => status === 'retired' || (!job.dedicated && status !== 'failed'));
  if (!lasting) return;
  throw new ApiError(
    'move_refused',
    `${lasting.node_id}, which ${job.job_id} has made, is ${lasting.status} and takes nobody, and there is no other place: sign the tenant up again.`,
  );
}

interface Placed {
  readonly job: { job_id: string; trace_id: string; tenant_id: string; attempt: number };
  readonly decision_id: string;
  readonly decision: Decision;
  readonly plan: PlacementPlan;
  readonly snapshot: NamedSnapshot;
}

async function write(
  deps: Deps,
  job: ProvisionJobsRow,
  placed: Placed,
  { actor, requestId }: { actor: Actor; requestId: string | undefined },
): Promise<void> {
  const { db, now } = deps;
  const { decision_id, decision, plan } = placed;
  const { status, ...set } = plan.job;
  const data = { decision_id, decision_reason: decision.decision_reason, node_id: plan.seat.node_id };
  const statements: Statement[] = [
    ...moveStatements(db, job, {
      ...{ to: status, at: now, actor, action: 'job.decided_again', request_id: requestId, data },
      set: { ...set, decision_id },
    }),
    clearOutboxStatement(db, job.job_id),
    tenantStatusStatement(db, placed.job.tenant_id, 'provisioning', now),
    ...placementStatements(deps, { ...placed, again: true }),
  ];
  try {
    await commit(db, statements);
  } catch (error) {
    if (!constraintOf(error)?.startsWith('unique provision_jobs.')) throw error;
    throw new ApiError('job_active', `Another job of ${job.tenant_id} is under way.`);
  }
}
