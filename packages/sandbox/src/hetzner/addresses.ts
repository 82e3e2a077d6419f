import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';

// The third octet 0 is the sandbox's own /24; the last octets 0 and 255 are no host addresses.
const THIRD_OCTETS = 255;
const LAST_OCTETS = 254;

/** How many servers can have a public IPv4 address at a time. */
export const IPV4_ADDRESSES = THIRD_OCTETS * LAST_OCTETS;

/** The `n`th public IPv4 address (from 0) of a block such as `127.80`; begins anew after `IPV4_ADDRESSES`. */
export function nthIpv4(block: string, n: number): string {
  const index = n % IPV4_ADDRESSES;
  return `${block}.${1 + Math.floor(index / LAST_OCTETS)}.${1 + (index % LAST_OCTETS)}`;
}

const GROUP_VALUES = 0xffff;

/**
 * The `n`th /64 (from 0) of 2001:db8::/32, the range for documentation. Neither varying group is ever 0, so that
 * the text is the canonical one: the provider makes the server's address by appending `1` to it.
 */
export function nthIpv6Network(n: number): string {
  const high = 1 + (Math.floor(n / GROUP_VALUES) % GROUP_VALUES);
  const low = 1 + (n % GROUP_VALUES);
  return `2001:db8:${high.toString(16)}:${low.toString(16)}::/64`;
}

/**
 * A public address that no project holds: all of them answer on the same machine. Goes round the block, so that a
 * released address comes back as late as possible and nobody meets a predecessor's connections or DNS records.
 */
export function allocatePublicIp(hetzner: Hetzner, type: 'ipv4' | 'ipv6'): string {
  if (type === 'ipv6') return nthIpv6Network(hetzner.core.store.next('public_ipv6', 0));
  const taken = new Set(
    hetzner.core.projects.all().flatMap((project) => hetzner.primaryIps.list(project.id).map(({ ip }) => ip)),
  );
  if (taken.size < IPV4_ADDRESSES) {
    for (let tries = 0; tries < IPV4_ADDRESSES; tries++) {
      const ip = nthIpv4(hetzner.addressBlock, hetzner.core.store.next('public_ipv4', 0));
      if (!taken.has(ip)) return ip;
    }
  }
  throw new HetznerError('resource_unavailable', 'no public IPv4 address is available');
}
