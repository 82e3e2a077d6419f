import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { awaitedLostNodes, awaitedReadyNodes, awaitedSilentNodes } from '../store/waiters.ts';
import { nodeMoveStatements } from '../store/write-nodes.ts';
import { nodeBecameReady } from '../use-cases/node-became-ready.ts';
import { nodeFailed } from '../use-cases/node-failed.ts';
import { each } from './each.ts';

const AT_ONCE = 20;

/** Nodes report within a minute of their first start. One that has not, so long after its job ended, is not coming. */
const REPORTS_WITHIN_MS = 30 * 60_000;

/** Tenants that wait for a node which is there by now, or which will not come. Answers the number of such nodes. */
export async function serveAwaitedNodes(deps: Deps): Promise<number> {
  const { db, now } = deps;
  const served = (rows: { node_id: string }[], work: (nodeId: string) => Promise<unknown>) =>
    each(deps, 'awaited_nodes', rows, ({ node_id }) => work(node_id));
  const ready = await served(await awaitedReadyNodes(db, AT_ONCE), (node_id) => nodeBecameReady(deps, node_id));
  await served(await awaitedSilentNodes(db, now - REPORTS_WITHIN_MS, AT_ONCE), async (node_id) => {
    const reason = 'its job has ended and it does not report';
    const move = { node_id, from: 'provisioning', to: 'failed', reason, at: now, actor: 'system sweep' } as const;
    await commit(db, nodeMoveStatements(db, move));
  });
  const lost = await served(await awaitedLostNodes(db, AT_ONCE), (node_id) => nodeFailed(deps, node_id));
  return ready + lost;
}
