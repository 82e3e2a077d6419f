import { StackError } from '../errors.ts';
import { sharedStackName } from '../names.ts';
import { readNodeSet, type SharedNode } from '../node-set.ts';
import type { Region } from '../regions.ts';
import { adoptedNodes, declareRegion, knownOf } from './declare-region.ts';
import type { StackProgram } from './program.ts';

export interface Removal {
  readonly region: Region;
  /** Node ids. One that the stack does not have is none to worry about. */
  readonly nodes: readonly string[];
}

/** The first half of a removal: the named nodes lose their protection, all else stays as it is. */
export function releasedNodes(removal: Removal): StackProgram {
  return removalProgram(removal, (nodes) =>
    nodes.map((node) => (removal.nodes.includes(node.nodeId) ? { ...node, protect: false } : node)),
  );
}

/**
 * The second half: all nodes but the named. Throws `tenant_loss_refused` if one of them is protected, as then another
 * run has asked for it again in between.
 */
export function withoutNodes(removal: Removal): StackProgram {
  return removalProgram(removal, (nodes) => {
    const named = nodes.filter(({ nodeId }) => removal.nodes.includes(nodeId));
    const wantedAgain = named.filter(({ protect }) => protect).map(({ nodeId }) => nodeId);
    if (wantedAgain.length === 0) return nodes.filter((node) => !named.includes(node));
    throw new StackError(
      'tenant_loss_refused',
      `Protected again since it was released: ${wantedAgain.join(', ')}.`,
      'Another job wants it. Nothing was removed; run it again if it is to go all the same.',
    );
  });
}

function removalProgram(
  { region, nodes: named }: Removal,
  without: (nodes: readonly SharedNode[]) => SharedNode[],
): StackProgram {
  const stack = sharedStackName(region);
  return {
    stack,
    declare: async (context) => {
      const state = await context.readState();
      const known = knownOf(context, stack, state);
      const nodes = without(readNodeSet(state));
      const adopted = await adoptedNodes(known, state, { region, wanted: [], except: named });
      return declareRegion(context, known, { region, nodes: [...nodes, ...adopted], fresh: [], access: {} });
    },
  };
}
