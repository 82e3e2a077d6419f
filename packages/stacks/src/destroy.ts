import { type EngineRun, runEngine } from './engine-run.ts';
import { StackError } from './errors.ts';
import { protectedNodes, VOLUME_TYPE_TOKEN } from './exported-state.ts';
import { giveBack, isAnythingLeft, lostThings, proveGone, statesOf, type Thing, thingsIn } from './leftovers.ts';
import { giveBackRecords, nodesIn } from './lost-records.ts';
import { type Recovery, refusePending } from './recovery.ts';
import type { DestroyOptions } from './run-options.ts';
import type { Session } from './session.ts';

/**
 * Destroys everything that the stack has, if all of its nodes are released, and proves by the cloud's own lists that
 * nothing of it is left: what a dead run made and no state knows goes too.
 */
export async function destroy(
  session: Session,
  { release, dnsZones }: Pick<DestroyOptions, 'release' | 'dnsZones'>,
  recovery: Recovery,
): Promise<EngineRun & { readonly removed: readonly Thing[] }> {
  let states: readonly string[] = [];
  let removed: readonly Thing[] = [];
  let lostVolumes: readonly Thing[] = [];
  const run = await runEngine(session, {
    operation: 'destroy',
    // Where the backend has lost the state, what is left is given back under the lock of a new one.
    mayMakeStack: () => isAnythingLeft(session),
    declare: async (readState) => {
      const state = refusePending('destroy', recovery, await readState());
      states = statesOf(state);
      const lost = await lostThings(session, state);
      removed = [...thingsIn(state), ...lost];
      const lostNodes = lost.filter(({ kind }) => kind === 'servers').map(({ name }) => name);
      refuseUnlessReleased([...protectedNodes(state.resources), ...lostNodes], release);
      await giveBackRecords(session, state, [...nodesIn(state), ...lostNodes], dnsZones);
      // Before the engine begins: Hetzner keeps a group, a network or a firewall that a server stands on.
      await giveBack(
        session,
        lost.filter(({ kind }) => kind !== 'volumes'),
      );
      lostVolumes = lost.filter(({ kind }) => kind === 'volumes');
      return {};
    },
  });
  // And a volume on a server that the state knows, until that has gone.
  await giveBack(session, lostVolumes);
  await proveGone(session, { states });
  return { ...run, removed };
}

/** Destroys a stack that was never complete and has no volume, so that its job can begin again elsewhere. */
export async function startOver(session: Session, recovery: Recovery): Promise<EngineRun> {
  return await runEngine(session, {
    operation: 'destroy',
    mayMakeStack: async () => false,
    declare: async (readState) => {
      // Another run may have gone on with it since ours looked.
      const { complete, resources } = refusePending('destroy', recovery, await readState());
      if (complete || resources.some(({ type }) => type === VOLUME_TYPE_TOKEN)) {
        throw new StackError('tenant_loss_refused', 'This stack is in use.', 'It can not start over elsewhere.');
      }
      return {};
    },
  });
}

function refuseUnlessReleased(nodes: readonly string[], release: DestroyOptions['release']): void {
  const unnamed = release === 'all' ? [] : nodes.filter((node) => !release.includes(node));
  if (unnamed.length === 0) return;
  throw new StackError(
    'tenant_loss_refused',
    `Destroying this stack would also take ${unnamed.join(', ')}.`,
    'Nothing was done. Name every node that is to go.',
  );
}
