import { describe, expect, test } from '@jest/globals';
import { NodeStatus } from '@prego/contracts';
import { canMove, NODE_ACTIONS, NODE_MOVES } from './node-status.ts';

const ALL = NodeStatus.options;

/** Everything that can be reached from a status, in any number of moves. */
function reachable(from: NodeStatus): Set<NodeStatus> {
  const found = new Set<NodeStatus>();
  const visit = (status: NodeStatus) => {
    for (const next of NODE_MOVES[status]) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(from);
  return found;
}

describe('the moves of a node', () => {
  test('end at retired, which is never left', () => {
    expect(NODE_MOVES.retired).toEqual([]);
    for (const status of ALL) if (status !== 'retired') expect(reachable(status)).toContain('retired');
  });

  test('bring back to provisioning only what has failed', () => {
    expect(ALL.filter((status) => canMove(status, 'provisioning'))).toEqual(['failed']);
  });

  test('make a node ready for the first time only from provisioning', () => {
    expect(ALL.filter((status) => canMove(status, 'ready'))).toEqual(['provisioning', 'cordoned']);
  });

  test.each(Object.entries(NODE_ACTIONS))('allow all that an operator may %s', (_, { to, from }) => {
    for (const status of from) expect(canMove(status, to)).toBe(true);
  });
});
