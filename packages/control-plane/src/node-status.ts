import type { NodeAction, NodeStatus } from '@prego/contracts';

/**
 * Every move that a node's status may make, whoever asks for it. A failed node comes back only where its own job is tried
 * again; a retired one never. The nodes of a dedicated tenant retire from wherever they stand, with its return; a shared one
 * only when it was drained or has failed, which the triggers see to when its retirement begins.
 */
export const NODE_MOVES: Readonly<Record<NodeStatus, readonly NodeStatus[]>> = {
  provisioning: ['ready', 'failed', 'retired'],
  ready: ['cordoned', 'draining', 'failed', 'retired'],
  cordoned: ['ready', 'draining', 'failed', 'retired'],
  // Back to cordoned, for an operator who has drained the wrong one: its tenants are still there.
  draining: ['cordoned', 'retired', 'failed'],
  failed: ['provisioning', 'retired'],
  retired: [],
};

/** Whether a node may go from one status to another. Staying is no move. */
export const canMove = (from: NodeStatus, to: NodeStatus): boolean => NODE_MOVES[from].includes(to);

/** Where an operator's action takes a node, and from where: fewer moves than the table allows, as the rest is not theirs. */
export const NODE_ACTIONS: Readonly<Record<NodeAction, { to: NodeStatus; from: readonly NodeStatus[] }>> = {
  cordon: { to: 'cordoned', from: ['ready', 'draining'] },
  uncordon: { to: 'ready', from: ['cordoned'] },
  drain: { to: 'draining', from: ['ready', 'cordoned'] },
  fail: { to: 'failed', from: ['provisioning', 'ready', 'cordoned', 'draining'] },
};
