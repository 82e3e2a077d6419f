import type { NodeStatus } from '@prego/contracts';
import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Statement } from '../store/db.ts';
import { jobAttempts, type ProvisionJobsRow } from '../store/tables/jobs.ts';
import { type NodesRow, nodes, seats } from '../store/tables/nodes.ts';
import { tenants } from '../store/tables/tenants.ts';
import { nodeMoveStatements } from '../store/write-nodes.ts';
import { storyStatements } from '../store/write-story.ts';
import type { Ending } from './end-job.ts';
import { libraryConsequences } from './library/library-consequences.ts';

/**
 * How long a failed or cancelled job keeps its seat: whoever is on call the next morning can retry what failed in the
 * evening and land at the same place, and a node of a few dozen seats is not full of the dead for longer than that.
 */
export const SEAT_KEPT_MS = 24 * 60 * 60_000;

/** What an ending means beyond the job itself. */
export interface Consequences {
  readonly statements: readonly Statement[];
  readonly set?: Partial<Pick<ProvisionJobsRow, 'seat_until'>>;
  /** New nodes that will not come: whoever waits for one is to be decided again. */
  readonly lostNodes: readonly string[];
}

export async function consequencesOf(deps: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Consequences> {
  const { db, now } = deps;
  const { to, failed_stage, error } = ending;
  const event = { ...job, status: 'failed' as const, at: now, recorded_at: now };
  const data = { error_code: error?.code, error_message: error?.message };
  const story = failed_stage ? storyStatements(db, job, { ...event, stage: failed_stage, data }) : [];
  const more = await ofKind(deps, job, to, ending);
  return { ...more, statements: [...story, ...more.statements] };
}

function ofKind(deps: Deps, job: ProvisionJobsRow, to: Ending['to'], ending: Ending): Promise<Consequences> {
  if (job.kind === 'provision') return to === 'completed' ? opened(deps, job) : notOpened(deps, job, ending);
  if (job.kind === 'return') return to === 'completed' ? returned(deps, job, ending) : notReturned(deps, job);
  if (job.kind === 'retire_node' && to === 'completed') return retired(deps, job, ending);
  if (job.provisioning_id !== null) return ofLibrary(deps, job, ending);
  // A node that could not be retired stays draining: nothing new lands there, and the job is retried.
  return Promise.resolve({ statements: [], lostNodes: [] });
}

const ofLibrary = async (deps: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Consequences> => ({
  statements: await libraryConsequences(deps, job, ending),
  lostNodes: [],
});

/** The tenant lives there now. */
async function opened({ db, now }: Deps, job: ProvisionJobsRow): Promise<Consequences> {
  const event = { ...job, stage: 'prego_ui_step_10', status: 'done' as const, at: now, recorded_at: now };
  const tenant = tenantOf(job);
  return {
    statements: [
      db
        .update(seats)
        .set({ kind: 'tenant' })
        .where(and(eq(seats.tenant_id, tenant), eq(seats.job_id, job.job_id))),
      db
        .update(tenants)
        .set({ status: 'active', updated_at: now })
        .where(and(eq(tenants.tenant_id, tenant), eq(tenants.status, 'provisioning'))),
      ...storyStatements(db, job, event),
    ],
    lostNodes: [],
  };
}

/** The seat is kept for a retry. A new node of the job's that was never heard of is not to be waited for. */
async function notOpened({ db, now }: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Consequences> {
  const lost = await db
    .select()
    .from(nodes)
    .where(and(eq(nodes.job_id, job.job_id), eq(nodes.status, 'provisioning'), isNull(nodes.registered_at)));
  const move = { at: now, actor: ending.actor, reason: `${job.job_id} has ${ending.to}` } as const;
  return {
    set: { seat_until: now + SEAT_KEPT_MS },
    statements: [
      db
        .update(tenants)
        .set({ status: 'failed', updated_at: now })
        .where(and(eq(tenants.tenant_id, tenantOf(job)), eq(tenants.status, 'provisioning'))),
      ...lost.flatMap(({ node_id }) =>
        nodeMoveStatements(db, { ...move, node_id, from: 'provisioning', to: 'failed' }, isNull(nodes.registered_at)),
      ),
    ],
    lostNodes: lost.map(({ node_id }) => node_id),
  };
}

/** Its seat and name are free; the servers that were its alone are gone. */
async function returned({ db, now }: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Consequences> {
  const tenant = tenantOf(job);
  const own = await db
    .select()
    .from(nodes)
    .where(and(eq(nodes.tenant_id, tenant), ne(nodes.role, 'shared'), ne(nodes.status, 'retired')));
  return {
    statements: [
      db.delete(seats).where(eq(seats.tenant_id, tenant)),
      db
        .update(tenants)
        .set({ status: 'returned', dns_zone_id: null, dns_record_id: null, dns_content: null, updated_at: now })
        .where(eq(tenants.tenant_id, tenant)),
      ...own.flatMap((node) => retire(db, node, now, ending)),
    ],
    lostNodes: [],
  };
}

/**
 * A return that never began leaves the tenant as it was, which its seat tells. One that did may have taken the workspace
 * apart: the tenant counts as failed, and is returned by a retry.
 */
async function notReturned({ db, now }: Deps, job: ProvisionJobsRow): Promise<Consequences> {
  const tenant = tenantOf(job);
  const [seat] = await db.select().from(seats).where(eq(seats.tenant_id, tenant));
  const status = !(await everClaimed(db, job)) && seat?.kind === 'tenant' ? 'active' : 'failed';
  return {
    statements: [
      db
        .update(tenants)
        .set({ status, updated_at: now })
        .where(and(eq(tenants.tenant_id, tenant), eq(tenants.status, 'returning'))),
    ],
    lostNodes: [],
  };
}

async function everClaimed(db: Deps['db'], { job_id }: ProvisionJobsRow): Promise<boolean> {
  const [row] = await db
    .select({ attempt: jobAttempts.attempt })
    .from(jobAttempts)
    .where(and(eq(jobAttempts.job_id, job_id), isNotNull(jobAttempts.claimed_at)))
    .limit(1);
  return row !== undefined;
}

async function retired({ db, now }: Deps, job: ProvisionJobsRow, ending: Ending): Promise<Consequences> {
  const [node] = await db
    .select()
    .from(nodes)
    .where(eq(nodes.node_id, job.node_id ?? ''));
  return { statements: node && node.status !== 'retired' ? retire(db, node, now, ending) : [], lostNodes: [] };
}

function retire(db: Deps['db'], node: NodesRow, at: number, { actor }: Ending): Statement[] {
  const from: NodeStatus = node.status;
  return nodeMoveStatements(db, {
    node_id: node.node_id,
    from,
    to: 'retired',
    reason: 'its server is gone',
    at,
    actor,
  });
}

function tenantOf({ job_id, tenant_id }: ProvisionJobsRow): string {
  if (tenant_id === null) throw new Error(`${job_id} has no tenant`);
  return tenant_id;
}
