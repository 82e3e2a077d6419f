import type { OpenPort } from '../firewall-rules.ts';
import { isRange } from '../ipv4.ts';
import { type Region, resolveLocation, resolveRegion } from '../regions.ts';
import { checkId, checkVolumeGb, invalid, isHostLabel } from '../spec-checks.ts';
import type { ZonedOffer } from './offers.ts';
import type { Offer } from './program.ts';

export interface LibraryServer {
  /** Its name in the template: a small letter and up to 11 small letters or digits. */
  readonly key: string;
  /** Its name at Hetzner, and as a host. */
  readonly name: string;
  /** The template's `#cloud-config`. */
  readonly cloudInit: string;
  /** What is open. SSH is too, to everybody, unless the ports say from where. */
  readonly ports: readonly OpenPort[];
  /** Of a volume of its own, mounted at /srv/data; none where absent. */
  readonly volumeGb?: number;
}

export interface LibrarySpec {
  readonly region: Region;
  /** The job that provisions it; its return is of the same stack. */
  readonly jobId: string;
  readonly image: string;
  readonly servers: readonly LibraryServer[];
  /** In order of preference. All servers are of one offer's type in its location; all locations are in the network's zone. */
  readonly offers: readonly Offer[];
  /** A network of the project that is there: servers are attached to it. It is never made, changed or removed. */
  readonly network: { readonly id: number; readonly subnet: string; readonly networkZone: string };
  /** Names or ids of SSH keys in the Hetzner project. */
  readonly sshKeys: readonly string[];
  /**
   * By name in small letters, secrets among them. Each server finds those that its cloud-init mentions as `PREGO_<NAME>`
   * in /etc/prego/values.env.
   */
  readonly values: Readonly<Record<string, string>>;
  /** What people call it: `PREGO_PROVISIONING`. */
  readonly provisioning: string;
}

const KEY = /^[a-z][a-z0-9]{0,11}$/;

/** From where a port may be open, but for a single server: no server has such a key. */
const SOURCES: readonly string[] = ['anywhere', 'network'];

/** The offers with their zones. Throws `invalid_input` for whatever of the spec can't be, before anything is asked. */
export function checkLibrarySpec(spec: LibrarySpec): ZonedOffer[] {
  const { jobId, servers, network, image } = spec;
  checkId('job', jobId);
  if (servers.length === 0) throw invalid('There is no server to be made.', 'Name at least one.');
  for (const server of servers) checkServer(server, servers);
  refuseTwice(
    'key',
    servers.map(({ key }) => key),
  );
  refuseTwice(
    'name',
    servers.map(({ name }) => name),
  );
  if (image === '') throw invalid('The servers have no image.', 'Name one of Hetzner, such as debian-13.');
  if (!Number.isInteger(network.id) || network.id < 1) {
    throw invalid(`${network.id} is not the id of a network.`, 'Give the number that Hetzner has for it.');
  }
  if (!isRange(network.subnet)) {
    throw invalid(`"${network.subnet}" is not a range of addresses.`, 'Give the one of a subnet, such as 10.0.1.0/24.');
  }
  return offersOf(spec);
}

function offersOf({ region, offers, network: { networkZone } }: LibrarySpec): ZonedOffer[] {
  const settings = resolveRegion(region);
  const zoned = offers.map((offer) => ({
    ...offer,
    networkZone: resolveLocation(settings, offer.location).networkZone,
  }));
  if (zoned.length === 0) throw invalid('The servers have no offer.', 'Give a location and a server type for them.');
  const elsewhere = zoned.find((offer) => offer.networkZone !== networkZone);
  if (elsewhere === undefined) return zoned;
  throw invalid(
    `${elsewhere.location} is in the network zone ${elsewhere.networkZone}, the network in ${networkZone}.`,
    'Offer only locations of the zone of the network.',
  );
}

function checkServer({ key, name, ports, volumeGb }: LibraryServer, all: readonly LibraryServer[]): void {
  if (!KEY.test(key) || SOURCES.includes(key))
    throw invalid(`"${key}" is not the key of a server.`, 'One looks like db.');
  if (!isHostLabel(name)) {
    throw invalid(`"${name}" is not a name for a server.`, 'Give at most 63 letters, digits and hyphens.');
  }
  const wrong = ports.find(({ port }) => !Number.isInteger(port) || port < 1 || port > 65_535);
  if (wrong) throw invalid(`${wrong.port} is not a port.`, 'Give a whole number from 1 to 65535.');
  const sources = [...SOURCES, ...all.flatMap((server) => (server.key === key ? [] : server.key))];
  const unknown = ports.find(({ from }) => !sources.includes(from));
  if (unknown) {
    throw invalid(
      `"${unknown.from}" is not from where port ${unknown.port} of ${key} can be open.`,
      `Give one of ${sources.join(', ')}.`,
    );
  }
  if (volumeGb !== undefined) checkVolumeGb(volumeGb);
}

function refuseTwice(what: 'key' | 'name', all: readonly string[]): void {
  const twice = all.find((one, index) => all.indexOf(one) !== index);
  if (twice !== undefined) throw invalid(`Two servers have the ${what} ${twice}.`, `Give each a ${what} of its own.`);
}
