import { Address4 } from 'ip-address';

/** The first address of a network is Hetzner's gateway: it routes between the servers and leases them their addresses. */
export const gatewayOf = (range: string): string => addressAt(new Address4(range), 1n);

/** Whether this is an IPv4 range in its own spelling: `10.0.1.0/24`, not `10.0.1.7/24`, not `10.0.1.0`. */
export function isRange(text: string): boolean {
  if (!/\/\d{1,2}$/.test(text) || !Address4.isValid(text)) return false;
  const range = new Address4(text);
  return `${range.startAddress().correctForm()}/${range.subnetMask}` === text;
}

/** How many addresses a range has, and the one at a place in it; neither its first nor its last can be a host's. */
export function addressesIn(range: string): { readonly count: bigint; readonly at: (place: bigint) => string } {
  const first = new Address4(range);
  const count = 1n << BigInt(32 - first.subnetMask);
  return { count, at: (place) => addressAt(first, place) };
}

function addressAt(range: Address4, place: bigint): string {
  return Address4.fromBigInt(range.startAddress().bigInt() + place).correctForm();
}
