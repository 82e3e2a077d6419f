import { StackError } from './errors.ts';
import { giveBack, lostThings, proveGone } from './leftovers.ts';
import { readBegunNodes, readNodeSet } from './node-set.ts';
import type { StackProgram } from './programs/program.ts';
import { releasedNodes, withoutNodes } from './programs/removal.ts';
import type { Recovery } from './recovery.ts';
import type { RemoveOptions } from './run-options.ts';
import type { Session } from './session.ts';
import { checkNodeIds } from './spec-checks.ts';
import { type UpRun, up } from './up.ts';

/** How often a node may be protected again by another run, which wants it, before we give up. */
const ROUNDS = 3;

/**
 * Takes named nodes out of a region: lifts their protection, removes them, and asks the cloud whether they are gone.
 * Each step is safe to repeat, so a run that was killed in between is simply run again. No other node is touched.
 */
export async function removeNodes(session: Session, options: RemoveOptions, recovery: Recovery): Promise<UpRun> {
  const { region, nodes } = options;
  checkNodeIds(nodes);
  for (let round = 1; ; round++) {
    await up(session, releasedNodes({ region, nodes }), 'up', recovery);
    try {
      const program = withoutLost(session, withoutNodes({ region, nodes }), nodes);
      const removed = await up(session, program, 'up', recovery === 'none' ? 'none' : 'refreshed');
      await proveGone(session, nodes);
      return removed;
    } catch (error) {
      const again = error instanceof StackError && error.code === 'tenant_loss_refused' && round < ROUNDS;
      if (!again) throw error;
    }
  }
}

/**
 * The program, which first gives back the named nodes that the cloud has and the state does not know; where no other
 * node is left, whatever else a dead run has made of the stack.
 */
function withoutLost(session: Session, program: StackProgram, nodes: readonly string[]): StackProgram {
  return {
    ...program,
    declare: async (context) => {
      const state = await context.readState();
      const others = [...readNodeSet(state), ...readBegunNodes(state)].filter(({ nodeId }) => !nodes.includes(nodeId));
      await giveBack(session, await lostThings(session, state, others.length > 0 ? nodes : undefined));
      return program.declare(context);
    },
  };
}
