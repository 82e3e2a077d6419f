import { setTimeout as sleep } from 'node:timers/promises';
import type { HetznerKind } from './clouds/cloud-lookup.ts';
import { StackError } from './errors.ts';
import { logicalName, type StackState } from './exported-state.ts';
import { type Session, throwIfStopped } from './session.ts';

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

/** What a state has at Hetzner. */
export function thingsIn({ resources }: StackState): Thing[] {
  return KINDS.flatMap((kind) =>
    resources
      .filter(({ type, id }) => type === TYPES[kind] && id !== undefined)
      .map((resource) => ({
        kind,
        id: String(resource.id),
        name: String(resource.inputs?.name ?? logicalName(resource)),
      })),
  );
}

/** Names of that many nodes fit into an address. */
const NODES_AT_ONCE = 50;

/**
 * What is labelled as this stack's in the cloud, by the state that it is in now or by `states` that it was in before; of
 * `nodes` only their servers, if they are given: nothing else bears a node's label.
 */
async function labelled(
  { clouds, stack, stateId }: Session,
  nodes: readonly string[] | undefined,
  states: readonly string[] = [],
): Promise<Thing[]> {
  const ours = `managed-by=prego,stack=${stack},state in (${[...new Set([stateId, ...states])].join(',')})`;
  const list = async (kind: HetznerKind, labelSelector: string): Promise<Thing[]> => {
    const found = await clouds.hetzner.list(kind, { labelSelector });
    return found.map(({ id, name }) => ({ kind, id, name }));
  };
  if (nodes === undefined) return (await Promise.all(KINDS.map((kind) => list(kind, ours)))).flat();
  const servers: Thing[] = [];
  for (let first = 0; first < nodes.length; first += NODES_AT_ONCE) {
    const names = nodes.slice(first, first + NODES_AT_ONCE).join(',');
    servers.push(...(await list('servers', `${ours},node-id in (${names})`)));
  }
  return servers;
}

/** The servers that the cloud has of the stack, by name. */
export async function serversLeft({ clouds, stack, stateId }: Session): Promise<string[]> {
  const labelSelector = `managed-by=prego,stack=${stack},state=${stateId}`;
  return (await clouds.hetzner.list('servers', { labelSelector })).map(({ name }) => name);
}

/** What the cloud has of what this state has. */
export async function leftOf(session: Session, state: StackState): Promise<Thing[]> {
  const left = await labelled(session, undefined, statesOf(state));
  return thingsIn(state).filter((thing) => left.some(({ kind, id }) => kind === thing.kind && id === thing.id));
}

/** Whether the cloud has anything of the stack. */
export async function isAnythingLeft(session: Session): Promise<boolean> {
  return (await labelled(session, undefined)).length > 0;
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

/** Milliseconds between looks: a list may lag behind what was just deleted. */
const PAUSES_MS = [500, 1_000, 2_000];

/** The labels `state` that the things of a state bear: more than one where it was moved from another backend. */
export function statesOf({ resources }: StackState): string[] {
  const labels = resources.map(({ inputs }) => (inputs?.labels as Record<string, unknown> | undefined)?.state);
  return labels.filter((label) => typeof label === 'string' && /^[0-9a-f]+$/.test(label)) as string[];
}

/**
 * Proves by the cloud's own lists that nothing is left of the stack, or of `nodes`; `states` as `statesOf` had them before.
 * Throws `update_failed` if something stays.
 */
export async function proveGone(
  session: Session,
  { nodes, states = [] }: { readonly nodes?: readonly string[]; readonly states?: readonly string[] } = {},
): Promise<void> {
  let left = await labelled(session, nodes, states);
  for (const pause of PAUSES_MS) {
    if (left.length === 0) return;
    await sleep(pause, undefined, { signal: session.signal }).catch(() => throwIfStopped(session));
    left = await labelled(session, nodes, states);
  }
  if (left.length === 0) return;
  const things = left.map(({ kind, name }) => `${name} (${kind.replace('_', ' ')})`);
  throw new StackError(
    'update_failed',
    `Hetzner still has ${things.join(', ')}.`,
    'Run it again, unless another run has just made that.',
  );
}
