import type { NodeAction, NodeStatus, NodeSummary } from '@prego/contracts';

/** From where each goes; the control plane has the last word. */
const FROM: Readonly<Record<NodeAction, readonly NodeStatus[]>> = {
  cordon: ['ready', 'draining'],
  uncordon: ['cordoned'],
  drain: ['ready', 'cordoned'],
  fail: ['provisioning', 'ready', 'cordoned', 'draining'],
};

/** What may be done to a node as it stands, in the order in which a menu has it. */
export const actionsOn = (status: NodeStatus): NodeAction[] =>
  (['cordon', 'uncordon', 'drain', 'fail'] as const).filter((action) => FROM[action].includes(status));

export type Retiring =
  | 'possible'
  /** Somebody lives there, or is about to. */
  | 'in_use'
  /** A dedicated tenant's: it goes when the tenant does. */
  | 'with_tenant'
  /** Its server is still being made. */
  | 'too_early'
  | 'done';

/** Whether a node can be retired, and what is in the way. */
export function retiringOf({
  status,
  role,
  tenants,
  reservations,
}: Pick<NodeSummary, 'status' | 'role' | 'tenants' | 'reservations'>): Retiring {
  if (status === 'retired') return 'done';
  if (role !== 'shared') return 'with_tenant';
  if (status === 'provisioning') return 'too_early';
  return tenants + reservations > 0 ? 'in_use' : 'possible';
}
