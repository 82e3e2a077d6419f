import { DriftReport, type InventoryPage, InventoryReport, type NodeDetail, RegisterNode } from '@prego/contracts';
import { type Answer, json, jsonOr } from './control-plane-answers.ts';
import { requireOwn, valid } from './control-plane-job-routes.ts';
import { type Caller, Refusal } from './control-plane-state.ts';

/** What these routes read and write. */
export interface Fleet {
  readonly nodes: ReadonlyMap<string, NodeDetail>;
  node(nodeId: string, given: Partial<NodeDetail>): NodeDetail;
  readonly nodesReportAtOnce: boolean;
  readonly drift: DriftReport[];
  readonly inventory: InventoryReport[];
  readonly compared: InventoryPage;
}

/** As use-cases/read-nodes.ts of the control plane. */
export function readNode(fleet: Fleet, nodeId: string): Answer {
  const node = fleet.nodes.get(nodeId);
  if (!node) throw new Refusal('node_not_found', `There is no node ${nodeId}.`);
  return json(node);
}

/** As use-cases/register-node.ts. */
export function registerNode(fleet: Fleet, caller: Caller, body: Buffer): Answer {
  const input = valid(RegisterNode, jsonOr(body));
  requireOwn(caller, input.job_id);
  const known = fleet.nodes.get(input.node_id);
  if (known?.status === 'retired') throw new Refusal('node_retired', `${input.node_id} is retired.`);
  if (known?.hetzner_server_id && known.hetzner_server_id !== input.hetzner_server_id) {
    throw new Refusal('node_mismatch', `hetzner_server_id of ${input.node_id} is ${known.hetzner_server_id}.`);
  }
  const { tenant_id = null, host_ipv4, host_ipv6, private_ip, capacity: _, ...same } = input;
  const addresses = { host_ipv4: host_ipv4 || null, host_ipv6: host_ipv6 || null, private_ip: private_ip || null };
  const status = fleet.nodesReportAtOnce ? 'ready' : (known?.status ?? 'provisioning');
  const node = fleet.node(input.node_id, { ...same, ...addresses, tenant_id, status, registered_at: 1 });
  return { ...json(node), status: known ? 200 : 201 };
}

/** As use-cases/report-inventory.ts and drift.ts. */
export function report(fleet: Fleet, kind: 'inventory' | 'drift', body: Buffer): Answer {
  if (kind === 'drift') fleet.drift.push(valid(DriftReport, jsonOr(body)));
  else fleet.inventory.push(valid(InventoryReport, jsonOr(body)));
  return json({ stored: true });
}

/** What a test says that was made of the reports; nothing by default. */
export const readReports = ({ compared }: Pick<Fleet, 'compared'>): Answer => json(compared);
