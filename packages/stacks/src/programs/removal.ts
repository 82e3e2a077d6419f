import { StackError } from '../errors.ts';
import { sharedStackName } from '../names.ts';
import { readNodeSet } from '../node-set.ts';
import type { Region } from '../regions.ts';
import { adoptedNodes, declareRegion, knownOf } from './declare-region.ts';
import type { StackProgram } from './program.ts';
import { strayRecords } from './records.ts';

export interface Removal {
  readonly region: Region;
  /** Node ids. One that the stack does not have is none to worry about. */
  readonly nodes: readonly string[];
}

/** The first half of a removal: the named nodes lose their protection, all else stays as it is. */
export function releasedNodes(removal: Removal): StackProgram {
  return removalProgram(removal, (things) =>
    things.map((thing) => (removal.nodes.includes(thing.nodeId) ? { ...thing, protect: false } : thing)),
  );
}

/**
 * The second half: all nodes but the named. Throws `tenant_loss_refused` if one of them is protected, as then another
 * run has asked for it again in between.
 */
export function withoutNodes(removal: Removal): StackProgram {
  return removalProgram(removal, (things) => {
    const named = things.filter(({ nodeId }) => removal.nodes.includes(nodeId));
    const wantedAgain = named.filter(({ protect }) => protect).map(({ nodeId }) => nodeId);
    if (wantedAgain.length === 0) return things.filter((thing) => !named.includes(thing));
    throw new StackError(
      'tenant_loss_refused',
      `Protected again since it was released: ${wantedAgain.join(', ')}.`,
      'Another job wants it. Nothing was removed; run it again if it is to go all the same.',
    );
  });
}

function removalProgram(
  { region, nodes: named }: Removal,
  without: <T extends { nodeId: string; protect: boolean }>(things: readonly T[]) => T[],
): StackProgram {
  const stack = sharedStackName(region);
  return {
    stack,
    declare: async (context) => {
      const state = await context.readState();
      const known = knownOf(context, stack, state);
      const there = readNodeSet(state);
      const adopted = await adoptedNodes(known, state, { region, wanted: [], except: named });
      const nodes = [...without(there), ...adopted];
      const ids = [...there, ...adopted].map(({ nodeId }) => nodeId);
      const records = without(strayRecords(state, ids));
      return declareRegion(context, known, { region, nodes, fresh: [], records, access: {} });
    },
  };
}
