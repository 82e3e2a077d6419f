import { StackError } from './errors.ts';

/** Every stack has networks of its own, so all of them use the same range. */
export const NETWORK_RANGE = '10.20.0.0/16';
export const SUBNET_RANGE = '10.20.1.0/24';

/** Hetzner attaches at most 100 servers to a network. */
export const NODES_PER_NETWORK = 100;

const SUBNET_PREFIX = '10.20.1.';

/** The first addresses of the subnet stay free for what is not a node (the gateway of some images, a floating service). */
const FIRST_HOST = 10;

/** The private addresses of a dedicated tenant: fixed, so that app's configuration can name db and redis. */
export const DEDICATED_ADDRESSES = {
  app: `${SUBNET_PREFIX}10`,
  db: `${SUBNET_PREFIX}11`,
  redis: `${SUBNET_PREFIX}12`,
} as const;

/** Whether a network with these addresses takes another node. */
export const hasRoom = (used: readonly string[]): boolean => used.length < NODES_PER_NETWORK;

/** The lowest address that no node of the network has. Throws `limit_exceeded` where the network is full. */
export function nextAddress(used: readonly string[]): string {
  if (hasRoom(used)) {
    const taken = new Set(used);
    for (let host = FIRST_HOST; host <= 254; host++) {
      const address = SUBNET_PREFIX + host;
      if (!taken.has(address)) return address;
    }
  }
  throw new StackError(
    'limit_exceeded',
    `The network already has ${used.length} nodes; Hetzner allows ${NODES_PER_NETWORK}.`,
    'Retire empty nodes of this region, or use a location in another network zone.',
  );
}
