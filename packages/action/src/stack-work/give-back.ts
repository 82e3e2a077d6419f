import {
  type CloudThing,
  type DestroyResult,
  findOwned,
  findRemaining,
  nodeSelector,
  type Region,
  type RemainingThing,
  type RemoveResult,
  type ResourceEvent,
  runStack,
  stackSelector,
  tenantSelector,
} from '@prego/stacks';
import { optionsOf } from './run-options.ts';
import type { StackSettings, Watch } from './settings.ts';

/** The nodes that go, and what else is known of them. */
interface Going {
  readonly nodes: readonly string[];
  /** Ids at Hetzner, as they were registered. */
  readonly serverIds: readonly number[];
  /** Ids of the zones in which a dead run may have left a record. */
  readonly dnsZones: readonly string[];
}

/** A dedicated tenant with all of its stack, one shared node, or what was provisioned from the library. */
export type GoingAway =
  | (Going & { readonly what: 'tenant'; readonly tenantId: string; readonly stack: string })
  | (Going & { readonly what: 'node'; readonly region: Region })
  | LibraryGoing;

interface LibraryGoing {
  readonly what: 'library';
  readonly stack: string;
  /** As they were reported when it was provisioned. */
  readonly things: readonly CloudThing[];
}

export interface GivenBack {
  readonly stack: string;
  readonly steps: readonly ResourceEvent[];
  readonly durationMs: number;
  /** What is no longer there, by the ids that were known of it. */
  readonly gone: readonly CloudThing[];
  /** What still is, with what it costs. */
  readonly remaining: readonly RemainingThing[];
}

/**
 * Destroys what goes, and asks the cloud by labels and by every id that was known before what of it is still there. Throws
 * StackError.
 */
export async function giveBack(settings: StackSettings, going: GoingAway, watch: Watch): Promise<GivenBack> {
  const { credentials } = settings;
  const { selector, registered } = knownOf(going);
  // Before it goes: an address that Hetzner made along with a server bears no label, and is found by that server only.
  const before = await findOwned(credentials, { selector, things: registered }, watch.signal);
  const { stack, steps, durationMs, removed } = await takeAway(settings, going, watch);
  // The last one names it: Hetzner's name says more than the id that was registered.
  const known = [...registered, ...removed, ...before];
  const remaining = await findRemaining(credentials, { selector, things: known }, watch.signal);
  const still = new Set(remaining.map(keyOf));
  const gone = new Map(known.filter((thing) => !still.has(keyOf(thing))).map((thing) => [keyOf(thing), thing]));
  return { stack, steps, durationMs, gone: [...gone.values()], remaining };
}

const keyOf = ({ kind, id }: CloudThing): string => `${kind}/${id}`;

/** By what it is found in the cloud. */
function knownOf(going: GoingAway): { readonly selector: string; readonly registered: readonly CloudThing[] } {
  if (going.what === 'library') return { selector: stackSelector(going.stack), registered: going.things };
  return {
    selector: going.what === 'tenant' ? tenantSelector(going.tenantId) : nodeSelector(going.nodes),
    registered: going.serverIds.map((id) => ({ kind: 'servers', id: String(id), name: `server ${id}` })),
  };
}

async function takeAway(
  settings: StackSettings,
  going: GoingAway,
  watch: Watch,
): Promise<DestroyResult | RemoveResult> {
  if (going.what === 'library') {
    const { stack } = going;
    return await runStack({
      ...{ operation: 'destroy', stack, release: 'all', removeStack: true },
      ...optionsOf(settings, watch),
    });
  }
  const { dnsZones, nodes } = going;
  const options = { ...optionsOf(settings, watch), dnsZones };
  if (going.what === 'node') return await runStack({ operation: 'remove', region: going.region, nodes, ...options });
  return await runStack({ operation: 'destroy', stack: going.stack, release: nodes, removeStack: true, ...options });
}
