import type { LibraryResource } from '@prego/contracts';

type Kind = LibraryResource['kind'];
/** What is needed of a resource to say how it is deleted. */
type Told = Pick<LibraryResource, 'kind' | 'id' | 'name' | 'ipv4' | 'ipv6'>;

/** What hcloud calls each kind, in the order in which they can go: an address and a firewall only once no server has them. */
const HCLOUD = {
  server: 'server',
  volume: 'volume',
  primary_ip: 'primary-ip',
  firewall: 'firewall',
} as const satisfies Record<Kind, string>;
const ORDER = Object.keys(HCLOUD) as readonly Kind[];
/**
 * Hetzner deletes nothing that is protected, and a server's two protections only together (docs.hetzner.cloud, server
 * actions). Lifting one that is not there does no harm. Firewalls have none.
 */
const PROTECTIONS: Readonly<Record<Kind, string | null>> = {
  server: 'delete rebuild',
  volume: 'delete',
  primary_ip: 'delete',
  firewall: null,
};

/** The resources in the order in which they can be deleted by hand. */
export const inDeleteOrder = <Of extends Pick<LibraryResource, 'kind'>>(resources: readonly Of[]): Of[] =>
  resources.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/** The server among `all` with which an address goes: Hetzner made both at once, and deletes both at once. */
export function goesWith(address: Told, all: readonly Told[]): string | null {
  if (address.kind !== 'primary_ip') return null;
  const has = ({ kind, ipv4, ipv6 }: Told) =>
    kind === 'server' && ((ipv4 !== null && ipv4 === address.ipv4) || (ipv6 !== null && ipv6 === address.ipv6));
  return all.find(has)?.name ?? null;
}

/** For a shell with the token of its Hetzner project: the first lifts its protection. None for what goes with a server of `all`. */
export function deleteCommands(resource: Told, all: readonly Told[]): string[] {
  if (goesWith(resource, all) !== null) return [];
  const { kind, id } = resource;
  const protections = PROTECTIONS[kind];
  const lift = protections === null ? [] : [`hcloud ${HCLOUD[kind]} disable-protection ${id} ${protections}`];
  return [...lift, `hcloud ${HCLOUD[kind]} delete ${id}`];
}

/** Those of all resources, a line each, with the name behind it. */
export const allDeleteCommands = (resources: readonly Told[]): string =>
  inDeleteOrder(resources)
    .flatMap((resource) => deleteCommands(resource, resources).map((command) => `${command} # ${resource.name}`))
    .join('\n');
