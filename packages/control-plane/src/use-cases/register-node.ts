import type { NodeDetail, RegisterNode } from '@prego/contracts';
import { dedicatedNodeId, sharedNodeId } from '@prego/contracts/derived-ids';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { isStale } from '../node-freshness.ts';
import { commit, constraintOf, type Statement } from '../store/db.ts';
import { findNode, type NodeWithMetrics, nodesOfJob } from '../store/nodes.ts';
import type { NodesRow } from '../store/tables/nodes.ts';
import { auditStatement } from '../store/write-audit.ts';
import {
  insertNodeStatement,
  nodeMoveStatements,
  nodeReadyStatements,
  type Registration,
  registerStatements,
} from '../store/write-nodes.ts';
import { nodeBecameReady } from './node-became-ready.ts';
import { readNode } from './read-nodes.ts';

/** Of a row that breaks both, SQLite names either. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['unique nodes.node_id', 'unique nodes.hetzner_server_id']);

interface By {
  readonly at: number;
  readonly actor: Caller;
  readonly request_id: string;
}

/**
 * Notes which server a node is. The same again changes nothing; addresses may change, the server may not. A node that has
 * reported already becomes ready with it. Throws `node_mismatch`, `node_retired`, `forbidden`.
 */
export async function registerNode(
  deps: Deps,
  caller: Caller,
  input: RegisterNode,
  requestId: string,
): Promise<{ node: NodeDetail; created: boolean }> {
  const by: By = { at: deps.now, actor: caller, request_id: requestId };
  const found = await findNode(deps.db, input.node_id);
  if (caller.kind === 'attempt') await requireOwnNode(deps, caller.job_id, input, found?.node);
  if (found) requireSame(found.node, input);
  try {
    if (found) await update(deps, input, found, by);
    else await create(deps, input, by);
  } catch (error) {
    if (!TAKEN.has(constraintOf(error))) throw error;
    // Somebody made it known between reading and writing, with the same server as like as not: now it can be compared.
    if (!found && (await findNode(deps.db, input.node_id))) return await registerNode(deps, caller, input, requestId);
    throw new ApiError('node_mismatch', `Server ${input.hetzner_server_id} is that of another node.`);
  }
  return { node: await readNode(deps, caller, input.node_id), created: !found };
}

/** An attempt speaks of nodes of its own job only: those decided for it, and those whose ids are made from its own. */
async function requireOwnNode(deps: Deps, jobId: string, input: RegisterNode, node: NodesRow | undefined) {
  const isOwn = node ? node.job_id === jobId : isMadeFrom(input);
  if (input.job_id !== jobId || !isOwn) throw new ApiError('forbidden', `${input.node_id} is no node of ${jobId}.`);
  if (node) return;
  const job = await nodesOfJob(deps.db, jobId);
  const isOfTenant = !input.tenant_id || job?.tenant_id === input.tenant_id;
  if (job?.region === input.region && isOfTenant) return;
  throw new ApiError('node_mismatch', `${jobId} is for ${job?.tenant_id ?? 'no tenant'} in ${job?.region}.`);
}

const isMadeFrom = ({ node_id, region, role, job_id }: RegisterNode): boolean =>
  node_id === (role === 'shared' ? sharedNodeId(region, job_id) : dedicatedNodeId(region, job_id, role));

/** What a node is from the day it was decided; a null says that it is not known yet. */
const LASTING = ['region', 'role', 'stack', 'job_id', 'tenant_id', 'hetzner_server_id'] as const;

function requireSame(node: NodesRow, input: RegisterNode): void {
  if (node.status === 'retired') throw new ApiError('node_retired', `${node.node_id} is retired.`);
  for (const name of LASTING) {
    const [known, said] = [node[name], input[name]];
    if (known !== null && said != null && known !== said) {
      throw new ApiError('node_mismatch', `${name} of ${node.node_id} is ${known}, not ${said}.`);
    }
  }
}

const registrationOf = (input: RegisterNode): Registration => ({
  host_ipv4: input.host_ipv4 || null,
  host_ipv6: input.host_ipv6 || null,
  private_ip: input.private_ip || null,
  hetzner_server_id: input.hetzner_server_id,
  server_type: input.server_type,
  location: input.location,
});

async function create(deps: Deps, input: RegisterNode, by: By): Promise<void> {
  const { node_id, region, role, stack, job_id, tenant_id } = input;
  const registration = registrationOf(input);
  const capacity = input.capacity ?? (role === 'shared' ? deps.config.thresholds.max_tenants_per_node : 1);
  const times = { registered_at: by.at, created_at: by.at, updated_at: by.at };
  const ids = { node_id, region, role, stack, job_id, tenant_id: tenant_id ?? null };
  await commit(deps.db, [
    insertNodeStatement(deps.db, { ...ids, ...registration, ...times, status: 'provisioning', capacity }),
    auditStatement(deps.db, { ...by, action: 'node.created', job_id, tenant_id, node_id, data: { ...registration } }),
  ]);
}

async function update(deps: Deps, input: RegisterNode, { node, metrics }: NodeWithMetrics, by: By): Promise<void> {
  const { db } = deps;
  const registration = registrationOf(input);
  const statements: Statement[] = isRegisteredAs(node, registration)
    ? []
    : registerStatements(db, node.node_id, registration, by);
  const registers = statements.length - 1;
  const { metrics_max_age_s } = deps.config.thresholds;
  // Stale metrics are those of an earlier life of the server: it has to speak again.
  const reports = metrics !== null && !isStale(node, metrics.updated_at, by.at, metrics_max_age_s);
  const becomesReady = node.status === 'provisioning' && reports;
  if (becomesReady) statements.push(...nodeReadyStatements(db, node, by));
  if (node.status === 'failed') {
    // Its job is tried again, and has made it.
    statements.push(
      ...nodeMoveStatements(db, { node_id: node.node_id, from: 'failed', to: 'provisioning', reason: null, ...by }),
    );
  }
  const results = (await commit(db, statements)) as unknown[][];
  if (registers > 0 && results[registers]?.length === 0) {
    throw new ApiError('node_mismatch', `${node.node_id} was registered with another server just now.`);
  }
  if (becomesReady && results.at(-1)?.length === 1) await nodeBecameReady(deps, node.node_id);
}

const isRegisteredAs = (node: NodesRow, registration: Registration): boolean =>
  node.registered_at !== null &&
  Object.entries(registration).every(([name, value]) => node[name as keyof Registration] === value);
