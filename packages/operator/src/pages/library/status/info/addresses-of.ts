import type { LibraryResource } from '@prego/contracts';

type Addresses = Pick<LibraryResource, 'ipv4' | 'ipv6' | 'private_ip'>;

/** The addresses that it has, the public ones first. */
export const addressesOf = ({ ipv4, ipv6, private_ip }: Addresses): string[] =>
  [ipv4, ipv6, private_ip].filter((address) => address !== null && address !== '') as string[];
