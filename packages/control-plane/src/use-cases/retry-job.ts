import type { JobMoved } from '@prego/contracts';
import { and, eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { moveKind } from '../state-machine.ts';
import { constraintOf, type Statement } from '../store/db.ts';
import { jobOf } from '../store/jobs.ts';
import { findNode } from '../store/nodes.ts';
import { clearOutboxStatement } from '../store/outbox.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { type NodesRow, nodes, seats } from '../store/tables/nodes.ts';
import { tenants } from '../store/tables/tenants.ts';
import { jobsOfTenant } from '../store/tenants.ts';
import { nodeMoveStatements } from '../store/write-nodes.ts';
import { outboxStatement } from '../store/write-outbox.ts';
import { executedAgain } from './library/executed-again.ts';
import { moveJob, onFreshJob } from './move-job.ts';
import { nudge } from './nudge.ts';
import { redecide } from './redecide.ts';

/**
 * Begins the next attempt of a failed or cancelled job, at the place that it holds; where it holds none any more it is
 * decided again. Throws `move_refused`, `node_in_use`, and `job_active` where its tenant, node or provisioning
 * has another job under way.
 */
export async function retryJob(deps: Deps, caller: Caller, jobId: string, requestId: string): Promise<JobMoved> {
  const { db, now } = deps;
  const step = await onFreshJob(db, jobId, async (job) => {
    if (moveKind(job.status, 'queued') !== 'retry') {
      throw new ApiError('move_refused', `${jobId} is ${job.status}: only what failed or was cancelled is retried.`);
    }
    const place = await placeOf(deps, job, caller);
    if (place === 'lost') return 'redecide' as const;
    const { waitsFor, statements } = place;
    const attempt = job.attempt + 1;
    const moved = await refusingActive(job, () =>
      moveJob(
        db,
        job,
        {
          to: waitsFor ? 'waiting' : 'queued',
          at: now,
          actor: caller,
          action: 'job.retried',
          request_id: requestId,
          set: waitsFor ? { waits_for: 'node', waits_for_node: waitsFor } : {},
        },
        [
          clearOutboxStatement(db, jobId),
          ...(waitsFor ? [] : [outboxStatement(db, { job_id: jobId, attempt, due_at: now })]),
          ...statements,
        ],
      ),
    );
    return moved && { job_id: jobId, attempt };
  });
  if (step === undefined) throw new ApiError('job_not_found', `There is no job ${jobId}.`);
  if (step === 'redecide') await redecide(deps, jobId, caller, requestId);
  else await nudge(deps, step);
  const { attempt, status } = await jobOf(db, jobId);
  return { job_id: jobId, attempt, status };
}

interface Place {
  /** The node that has to be ready first. */
  readonly waitsFor?: string;
  readonly statements: readonly Statement[];
}

/** What the job goes back to; `lost` where that is no more. */
async function placeOf(deps: Deps, job: ProvisionJobsRow, caller: Caller): Promise<Place | 'lost'> {
  if (job.kind === 'provision') return await tenantsPlace(deps, job, caller);
  if (job.kind === 'retire_node') await refuseNodeInUse(deps, job);
  if (job.provisioning_id !== null) return { statements: await executedAgain(deps, job, caller) };
  if (job.kind !== 'return') return { statements: [] };
  await tenantIn(deps, job, ['active', 'failed', 'returning']);
  await refuseOvertaken(deps, job);
  return { statements: [tenantStatement(deps, job, 'returning')] };
}

/** Its server would be destroyed. What changes after this look the database itself refuses. */
async function refuseNodeInUse({ db }: Deps, { node_id }: ProvisionJobsRow): Promise<void> {
  const node = (await findNode(db, node_id ?? ''))?.node;
  if (node?.status !== 'draining' && node?.status !== 'failed') {
    throw new ApiError(
      'move_refused',
      `${node_id} is ${node?.status ?? 'not known'}: only a node that is draining or failed is retired.`,
    );
  }
  if (node.tenants + node.reservations > 0) throw inUse(node_id);
}

const inUse = (nodeId: string | null): ApiError =>
  new ApiError('node_in_use', `Tenants have moved to ${nodeId} since it was to be retired.`);

/** What came after a return, such as another sign-up of the same tenant, was not what its name was typed for. */
async function refuseOvertaken({ db }: Deps, { job_id, tenant_id }: ProvisionJobsRow): Promise<void> {
  const [newest] = await jobsOfTenant(db, tenant_id ?? '', 1);
  if (!newest || newest.job_id === job_id) return;
  throw new ApiError(
    'move_refused',
    `${newest.job_id} of ${tenant_id} came after ${job_id}: go on from that, or begin a new return.`,
  );
}

async function tenantsPlace(deps: Deps, job: ProvisionJobsRow, caller: Caller): Promise<Place | 'lost'> {
  const { db, now } = deps;
  await tenantIn(deps, job, ['provisioning', 'failed']);
  const own = await db.select().from(nodes).where(eq(nodes.job_id, job.job_id));
  const node = await seatedOn(deps, job);
  if (!node || !stillOpen(node, job)) return 'lost';
  const back = own
    .filter(({ status }) => status === 'failed')
    .flatMap(({ node_id }) =>
      nodeMoveStatements(db, {
        node_id,
        from: 'failed',
        to: 'provisioning',
        reason: null,
        at: now,
        actor: caller,
      }),
    );
  return {
    ...(node.status === 'provisioning' && node.job_id !== job.job_id && { waitsFor: node.node_id }),
    statements: [tenantStatement(deps, job, 'provisioning'), ...back],
  };
}

async function seatedOn({ db }: Deps, { job_id, tenant_id }: ProvisionJobsRow): Promise<NodesRow | undefined> {
  const [row] = await db
    .select({ node: nodes })
    .from(seats)
    .innerJoin(nodes, eq(nodes.node_id, seats.node_id))
    .where(and(eq(seats.tenant_id, tenant_id ?? ''), eq(seats.job_id, job_id)));
  return row?.node;
}

/** A node that is the job's own comes back with it. */
const stillOpen = ({ status, job_id }: NodesRow, job: ProvisionJobsRow): boolean =>
  job_id === job.job_id ? status !== 'retired' : ['ready', 'cordoned', 'provisioning'].includes(status);

async function tenantIn({ db }: Deps, job: ProvisionJobsRow, statuses: readonly string[]): Promise<void> {
  const [tenant] = await db
    .select()
    .from(tenants)
    .where(eq(tenants.tenant_id, job.tenant_id ?? ''));
  if (tenant && statuses.includes(tenant.status)) return;
  throw new ApiError(
    'move_refused',
    `${job.tenant_id} is ${tenant?.status ?? 'not known'}: ${job.job_id} is retried where it is ${statuses.join(', ')}.`,
  );
}

const tenantStatement = ({ db, now }: Deps, job: ProvisionJobsRow, status: 'provisioning' | 'returning'): Statement =>
  db
    .update(tenants)
    .set({ status, updated_at: now })
    .where(eq(tenants.tenant_id, job.tenant_id ?? ''));

async function refusingActive<T>(job: ProvisionJobsRow, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'node_in_use') throw inUse(job.node_id);
    if (!constraint?.startsWith('unique provision_jobs.')) throw error;
    throw new ApiError(
      'job_active',
      `Another job of ${job.tenant_id ?? job.provisioning_id ?? job.node_id} is under way.`,
    );
  }
}
