import type { HetznerKind } from './clouds/cloud-lookup.ts';
import { StackError } from './errors.ts';
import type { StackState } from './exported-state.ts';
import type { Session } from './session.ts';

/** In the order in which Hetzner lets them go: a server holds all the others. */
const KINDS: readonly HetznerKind[] = ['servers', 'volumes', 'firewalls', 'networks', 'placement_groups'];

/** What the engine calls them. */
const TYPES: Readonly<Record<HetznerKind, string>> = {
  servers: 'hcloud:index/server:Server',
  volumes: 'hcloud:index/volume:Volume',
  firewalls: 'hcloud:index/firewall:Firewall',
  networks: 'hcloud:index/network:Network',
  placement_groups: 'hcloud:index/placementGroup:PlacementGroup',
};

export interface Thing {
  readonly kind: HetznerKind;
  readonly id: string;
  readonly name: string;
}

/** What is labelled as this stack's in the cloud; of `nodes` only, if they are given. */
async function labelled({ clouds, stack, stateId }: Session, nodes?: readonly string[]): Promise<Thing[]> {
  const ofNodes = nodes === undefined ? '' : `,node-id in (${nodes.join(',')})`;
  const labelSelector = `managed-by=prego,stack=${stack},state=${stateId}${ofNodes}`;
  const lists = KINDS.map(async (kind) => ({ kind, found: await clouds.hetzner.list(kind, { labelSelector }) }));
  return (await Promise.all(lists)).flatMap(({ kind, found }) => found.map(({ id, name }) => ({ kind, id, name })));
}

/**
 * What the cloud has of the stack, or of `nodes`, and the state does not know: a run that died has made it. To be read
 * and given back inside an update, under Pulumi's lock: what another run is just making would be among it.
 */
export async function lostThings(session: Session, state: StackState, nodes?: readonly string[]): Promise<Thing[]> {
  // Hetzner counts ids by kind: a server and a volume may bear the same.
  const known = new Set(state.resources.map(({ type, id }) => `${type} ${id}`));
  return (await labelled(session, nodes)).filter(({ kind, id }) => !known.has(`${TYPES[kind]} ${id}`));
}

/** Gives lost things back, in an order in which Hetzner lets them go. */
export async function giveBack(session: Session, things: readonly Thing[]): Promise<void> {
  for (const { kind, id, name } of things) {
    await session.clouds.hetzner.remove(kind, id);
    const text = `${name} (${kind.replace('_', ' ')}) was in the cloud but in no state: removed.`;
    session.emit({ type: 'message', severity: 'warning', text });
  }
}

/** Proves by the cloud's own lists that nothing is left of the stack, or of `nodes`; throws `update_failed` if not. */
export async function proveGone(session: Session, nodes?: readonly string[]): Promise<void> {
  const left = (await labelled(session, nodes)).map(({ kind, name }) => `${name} (${kind.replace('_', ' ')})`);
  if (left.length === 0) return;
  throw new StackError(
    'update_failed',
    `Hetzner still has ${left.join(', ')}.`,
    'Run it again, unless another run has just made that.',
  );
}
