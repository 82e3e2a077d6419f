import { createHash } from 'node:crypto';
import type { FoundNetwork } from '../clouds/cloud-lookup.ts';
import { StackError } from '../errors.ts';
import { addressesIn, gatewayOf } from '../ipv4.ts';

/** Hetzner attaches at most 100 servers to a network (its docs, "Networks", FAQ). */
const SERVERS_PER_NETWORK = 100;

/** Hetzner's gateway of the public network; it can't be used in a private one either. */
const PUBLIC_GATEWAY = '172.31.1.1';

export interface AddressWish {
  /** Whose servers these are: the same id always wishes for the same addresses. */
  readonly jobId: string;
  /** Of all servers, in their order. */
  readonly keys: readonly string[];
  /** The range that they are to be in. */
  readonly subnet: string;
  /** Those that were given already, by key. */
  readonly kept: ReadonlyMap<string, string>;
  /** Hetzner's ids of those servers that are there. */
  readonly serverIds: readonly string[];
}

/** Those that were given already and that something else in the network has by now. */
export function lostAddresses(network: FoundNetwork, wish: AddressWish): string[] {
  const others = takenByOthers(network, wish);
  return [...wish.kept.values()].filter((address) => others.includes(address));
}

/**
 * An address for each server that nobody else in the network has, by key. Each begins to look where its id points, so
 * that runs which share a network and know nothing of each other rarely want the same one. Throws `limit_exceeded` where
 * there is no room, `name_taken` where something else has an address by now that was given already.
 */
export function chooseAddresses(network: FoundNetwork, wish: AddressWish): Map<string, string> {
  const { keys, kept, serverIds } = wish;
  const [lost] = lostAddresses(network, wish);
  if (lost !== undefined) throw goneToAnother(network, lost);
  const attached = serverIds.filter((id) => network.taken.some(({ serverId }) => serverId === id)).length;
  const servers = network.servers + keys.length - attached;
  if (servers > SERVERS_PER_NETWORK) {
    throw full(`The network ${network.name} would have ${servers} servers; Hetzner allows ${SERVERS_PER_NETWORK}.`);
  }
  const gateways = [gatewayOf(network.ipRange), PUBLIC_GATEWAY];
  const taken = new Set([...takenByOthers(network, wish), ...kept.values(), ...gateways]);
  const chosen = new Map<string, string>();
  for (const key of keys) {
    const address = kept.get(key) ?? freeAddress(wish, key, taken);
    taken.add(address);
    chosen.set(key, address);
  }
  return chosen;
}

const takenByOthers = ({ taken }: FoundNetwork, { serverIds }: AddressWish): string[] =>
  taken.filter(({ serverId }) => serverId === undefined || !serverIds.includes(serverId)).map(({ ip }) => ip);

function freeAddress({ jobId, subnet }: AddressWish, key: string, taken: ReadonlySet<string>): string {
  const { count, at } = addressesIn(subnet);
  // Without the first and the last, which stand for the subnet itself and for all in it.
  const hosts = count - 2n;
  const start = createHash('sha256').update(`${jobId}\n${key}`).digest().readBigUInt64BE(0);
  for (let step = 0n; step < hosts && step <= BigInt(taken.size); step++) {
    const address = at(1n + ((start + step) % hosts));
    if (!taken.has(address)) return address;
  }
  throw full(`The subnet ${subnet} has no address left.`);
}

const full = (what: string): StackError =>
  new StackError(
    'limit_exceeded',
    what,
    'Nothing was made. Choose another network or subnet, or detach what is not used.',
  );

function goneToAnother({ name }: FoundNetwork, address: string): StackError {
  return new StackError(
    'name_taken',
    `The private address ${address}, with which servers were made here, has gone to something else in the network ${name}.`,
    'Detach that from the network and run it again; or return what was made here and provision it anew.',
  );
}
