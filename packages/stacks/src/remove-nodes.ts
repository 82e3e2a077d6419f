import { StackError } from './errors.ts';
import type { StackState } from './exported-state.ts';
import { giveBack, lostThings, proveGone, statesOf, type Thing, thingsIn } from './leftovers.ts';
import { giveBackRecords } from './lost-records.ts';
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
export async function removeNodes(
  session: Session,
  options: RemoveOptions,
  recovery: Recovery,
): Promise<UpRun & { readonly removed: readonly Thing[] }> {
  const { region, nodes } = options;
  checkNodeIds(nodes);
  const elsewhere = nodes.find((node) => !node.startsWith(`${region}-s-`));
  // It would be taken for one that is gone already.
  if (elsewhere !== undefined) {
    throw new StackError('invalid_input', `${elsewhere} is no shared node of ${region}.`, 'Name its own region.');
  }
  const released = { ...releasedNodes({ region, nodes }), wants: nodes };
  let states: readonly string[] = [];
  const things = new Map<string, Thing>();
  const without = withoutLost(session, options, (state, going) => {
    states = statesOf(state);
    for (const thing of going) things.set(`${thing.kind} ${thing.id}`, thing);
  });
  for (let round = 1; ; round++) {
    await up(session, released, 'up', recovery);
    try {
      const removed = await up(session, without, 'up', recovery);
      await proveGone(session, { nodes, states });
      return { ...removed, removed: [...things.values()] };
    } catch (error) {
      const wantedAgain = error instanceof StackError && error.code === 'tenant_loss_refused';
      if (!wantedAgain || error instanceof UnnamedServers || round === ROUNDS) throw error;
    }
  }
}

/**
 * The region without the named nodes. What the cloud has of these and the state does not know is given back first; where
 * no other node is left, whatever else a dead run has made of the stack, unless that is a server that nobody has named.
 */
function withoutLost(
  session: Session,
  options: RemoveOptions,
  seen: (state: StackState, going: readonly Thing[]) => void,
): StackProgram {
  const { nodes, dnsZones } = options;
  const program = withoutNodes(options);
  return {
    ...program,
    wants: nodes,
    declare: async (context) => {
      const state = await context.readState();
      const others = [...readNodeSet(state), ...readBegunNodes(state)].filter(({ nodeId }) => !nodes.includes(nodeId));
      const lost = await lostThings(session, state, others.length > 0 ? nodes : undefined);
      const unnamed = lost.filter(({ kind, name }) => kind === 'servers' && !nodes.includes(name));
      if (unnamed.length > 0) throw new UnnamedServers(unnamed.map(({ name }) => name));
      seen(state, [...thingsIn(state).filter(({ kind, name }) => kind === 'servers' && nodes.includes(name)), ...lost]);
      await giveBackRecords(session, state, nodes, dnsZones);
      await giveBack(session, lost);
      return program.declare(context);
    },
  };
}

/** The last node takes the network along, in which these stand. */
class UnnamedServers extends StackError {
  constructor(names: readonly string[]) {
    super(
      'tenant_loss_refused',
      `Hetzner also has ${names.join(', ')} of this region, of which its state knows nothing.`,
      'Nothing was removed. Name what is to go; what is to stay comes into the state when its job is run again.',
    );
  }
}
