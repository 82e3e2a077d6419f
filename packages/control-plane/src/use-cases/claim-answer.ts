import { type ClaimAnswer, offersOf } from '@prego/contracts';
import { offersToTry } from '@prego/placement-core';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { nodeTokenFor } from '../auth/node-token.ts';
import type { Deps } from '../deps.ts';
import { inputsOf } from '../store/job-inputs.ts';
import { leaseOf } from '../store/leases.ts';
import { unavailableOffers } from '../store/tables/fleet.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { type NodesRow, nodes } from '../store/tables/nodes.ts';
import { tenants } from '../store/tables/tenants.ts';
import { libraryWork } from './library/library-work.ts';

/** All that a run needs to begin, as it stands now. */
export async function claimAnswer(
  deps: Deps,
  job: ProvisionJobsRow,
  token: Pick<ClaimAnswer, 'token' | 'token_expires_at'>,
): Promise<ClaimAnswer> {
  const made = await nodesToMake(deps, job);
  return {
    job_id: job.job_id,
    attempt: job.attempt,
    kind: job.kind,
    ...token,
    inputs: await inputsOf(deps.db, job),
    stack_lease: await ownLease(deps, job),
    nodes: await Promise.all(
      made.map(async ({ node_id, role, token_version }) => ({
        node_id,
        role,
        token: await nodeTokenFor(deps.config.keys.node, node_id, token_version),
      })),
    ),
    remove_nodes: (await nodesToRemove(deps, job)).map(({ node_id, role, hetzner_server_id }) => ({
      node_id,
      role,
      hetzner_server_id,
    })),
    dns: await recordedDns(deps, job),
    offers: await offersFor(deps, job, made),
    library: job.provisioning_id === null ? null : await libraryWork(deps, job, job.provisioning_id),
  };
}

async function ownLease({ db }: Deps, { job_id, attempt, stack }: ProvisionJobsRow) {
  const lease = stack === null ? undefined : await leaseOf(db, stack);
  if (lease?.job_id !== job_id || lease.attempt !== attempt) return null;
  return { stack: lease.stack, fence: lease.fence, expires_at: lease.expires_at ?? 0 };
}

async function nodesToMake({ db }: Deps, job: ProvisionJobsRow): Promise<NodesRow[]> {
  const makes = job.kind === 'provision' || job.kind === 'library_provision';
  if (!makes || job.infra_mode !== 'create_new_server') return [];
  return await db
    .select()
    .from(nodes)
    .where(and(eq(nodes.job_id, job.job_id), inArray(nodes.status, ['provisioning', 'ready', 'cordoned', 'draining'])))
    .orderBy(asc(nodes.node_id));
}

async function nodesToRemove({ db }: Deps, job: ProvisionJobsRow): Promise<NodesRow[]> {
  const those =
    job.kind === 'return' && job.tenant_id !== null
      ? and(eq(nodes.tenant_id, job.tenant_id), ne(nodes.role, 'shared'))
      : job.kind === 'retire_node' && job.node_id !== null
        ? eq(nodes.node_id, job.node_id)
        : undefined;
  if (!those) return [];
  return await db
    .select()
    .from(nodes)
    .where(and(those, ne(nodes.status, 'retired')))
    .orderBy(asc(nodes.node_id));
}

async function recordedDns({ db }: Deps, { tenant_id }: ProvisionJobsRow): Promise<ClaimAnswer['dns']> {
  const [row] = tenant_id === null ? [] : await db.select().from(tenants).where(eq(tenants.tenant_id, tenant_id));
  if (!row?.dns_zone_id || !row.dns_record_id || !row.dns_content) return null;
  return { zone_id: row.dns_zone_id, record_id: row.dns_record_id, content: row.dns_content };
}

async function offersFor({ db, now }: Deps, { region }: ProvisionJobsRow, made: readonly NodesRow[]) {
  if (made.length === 0) return [];
  const unavailable = await db.select().from(unavailableOffers);
  return made.flatMap(({ role }) =>
    offersToTry(offersOf(region, role), unavailable, now).map((offer) => ({ role, ...offer })),
  );
}
