import { type EngineRun, runEngine } from './engine-run.ts';
import { StackError } from './errors.ts';
import { protectedNodes } from './exported-state.ts';
import { giveBack, lostThings, proveGone } from './leftovers.ts';
import { type Recovery, refusePending } from './recovery.ts';
import type { DestroyOptions } from './run-options.ts';
import type { Session } from './session.ts';

type Release = DestroyOptions['release'];

/**
 * Destroys everything that the stack has, if all of its nodes are released, and proves by the cloud's own lists that
 * nothing of it is left: what a dead run made and no state knows goes too.
 */
export async function destroy(session: Session, release: Release, recovery: Recovery): Promise<EngineRun> {
  const run = await runEngine(session, {
    operation: 'destroy',
    refresh: recovery === 'refresh',
    declare: async (readState) => {
      const state = refusePending('destroy', recovery, await readState());
      const lost = await lostThings(session, state);
      const lostNodes = lost.filter(({ kind }) => kind === 'servers').map(({ name }) => name);
      refuseUnlessReleased([...protectedNodes(state.resources), ...lostNodes], release);
      // Before the engine begins: Hetzner keeps a group, a network or a firewall that a server stands on.
      await giveBack(session, lost);
      return {};
    },
  });
  await proveGone(session);
  return run;
}

/** Destroys a stack that was never complete, so that its job can begin again elsewhere. */
export async function startOver(session: Session): Promise<EngineRun> {
  const run = await runEngine(session, {
    operation: 'destroy',
    declare: async (readState) => {
      if ((await readState()).complete) {
        throw new StackError('tenant_loss_refused', 'This stack is in use.', 'It can not start over elsewhere.');
      }
      return {};
    },
  });
  return run;
}

function refuseUnlessReleased(nodes: readonly string[], release: Release): void {
  const unnamed = release === 'all' ? [] : nodes.filter((node) => !release.includes(node));
  if (unnamed.length === 0) return;
  throw new StackError(
    'tenant_loss_refused',
    `Destroying this stack would also take ${unnamed.join(', ')}.`,
    'Nothing was done. Name every node that is to go.',
  );
}
