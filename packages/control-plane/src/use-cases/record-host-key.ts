import type { HostKeyAnswer } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { findNode } from '../store/nodes.ts';
import { auditOnceStatement } from '../store/write-audit.ts';
import { hostKeyStatements } from '../store/write-nodes.ts';
import { nodeNotFound } from './read-nodes.ts';

/**
 * Keeps the SSH host key of a node, so that whoever connects later can pin it. The first one counts; only an operator may
 * replace it. Throws `forbidden`, `node_not_found`, `node_retired`, and `host_key_known` for another one, which is audited.
 */
export async function recordHostKey(
  deps: Deps,
  caller: Caller,
  report: { readonly node_id: string; readonly ssh_host_key: string },
  requestId: string,
): Promise<HostKeyAnswer> {
  const { node_id, ssh_host_key } = report;
  if (caller.kind === 'node' && caller.node_id !== node_id) {
    throw new ApiError('forbidden', `The token is that of ${caller.node_id}, not of ${node_id}.`);
  }
  const found = await findNode(deps.db, node_id);
  if (!found) throw nodeNotFound(node_id);
  if (found.node.status === 'retired') throw new ApiError('node_retired', `${node_id} is retired.`);
  const known = found.node.ssh_host_key;
  if (known === ssh_host_key) return { ...report, changed: false };
  const by = { at: deps.now, actor: caller, request_id: requestId };
  if (known !== null && caller.kind !== 'operator') {
    // A node tries again for as long as it runs: one row says it.
    const refusal = { ...by, action: 'node.host_key_refused', node_id, data: { ssh_host_key } };
    await commit(deps.db, [auditOnceStatement(deps.db, refusal)]);
    throw new ApiError('host_key_known', `${node_id} has another host key already.`);
  }
  const results = (await commit(
    deps.db,
    hostKeyStatements(deps.db, { node_id, known, key: ssh_host_key }, by),
  )) as unknown[][];
  if (results.at(-1)?.length === 0) throw new ApiError('conflict', `${node_id} got a host key just now.`);
  return { ...report, changed: true };
}
