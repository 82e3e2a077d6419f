import {
  type CatalogueTemplate,
  type FieldFault,
  foldedName,
  type LibraryInputs,
  type RuledTemplate,
  serverNames,
  textFaults,
} from '@prego/contracts';
import { isSold } from './offers.ts';
import { fits, neededBy } from './sizes.ts';
import { userDataFaults } from './user-data.ts';
import type { LibraryWorld } from './world.ts';

/**
 * Hetzner attaches no more to one network (docs.hetzner.com: Networks, limits). Inherently racy: of two that are asked for
 * at once both may find the last place free, and Hetzner then refuses the later run, which fails and can be returned.
 */
export const MAX_SERVERS_OF_NETWORK = 100;

/** What the rules need of a template, and which of its servers have a volume. */
interface TemplateOfSet extends RuledTemplate {
  readonly servers: readonly (RuledTemplate['servers'][number] & { readonly volume_gb?: number | undefined })[];
}

/** All that is wrong with running a template with these inputs, by field. Empty: it may be run. */
export function runFaults(
  template: Pick<CatalogueTemplate, 'manifest' | 'cloud_init'>,
  inputs: LibraryInputs,
  world: LibraryWorld,
): FieldFault[] {
  const faults = inputFaults(template.manifest, inputs, world);
  const wrong = new Set(faults.map(({ field }) => field));
  return [...faults, ...userDataFaults(template, inputs).filter(({ field }) => !wrong.has(field))];
}

/** The same but for how much user data it makes. */
export function inputFaults(template: TemplateOfSet, inputs: LibraryInputs, world: LibraryWorld): FieldFault[] {
  const faults = textFaults(template, inputs);
  const wrong = new Set(faults.map(({ field }) => field));
  const inWorld = [
    ...nameFaults(inputs, world),
    ...serverNameFaults(template, inputs, world),
    ...networkFaults(template, inputs, world),
    ...sshKeyFaults(inputs, world),
    ...sizeFaults(template, inputs, world),
    ...locationFaults(inputs, world),
  ];
  return [...faults, ...inWorld.filter(({ field }) => !wrong.has(field))];
}

const nameFaults = ({ name }: LibraryInputs, { provisioning_names }: LibraryWorld): FieldFault[] =>
  provisioning_names.has(foldedName(name)) ? [{ field: 'name', fault: 'name_taken', detail: name }] : [];

/**
 * The first name that a server at Hetzner has or is to have, or a volume where it is to have one, which bears its server's
 * name; else the prefix, where that is another provisioning's.
 */
function serverNameFaults(
  { servers }: TemplateOfSet,
  { server_prefix }: LibraryInputs,
  { server_names, volume_names, provisionings }: LibraryWorld,
): FieldFault[] {
  const ofOthers = new Set(provisionings.flatMap((other) => other.server_names));
  const names = serverNames(servers, server_prefix);
  const isTaken = (name: string, hasVolume: boolean) =>
    server_names.has(name) || ofOthers.has(name) || (hasVolume && volume_names.has(name));
  const taken =
    servers
      .map(({ key, volume_gb }) => ({ name: names[key] ?? '', hasVolume: volume_gb !== undefined }))
      .find(({ name, hasVolume }) => isTaken(name, hasVolume))?.name ??
    provisionings.find((other) => other.server_prefix === server_prefix)?.server_prefix;
  return taken === undefined ? [] : [{ field: 'server_prefix', fault: 'server_name_taken', detail: taken }];
}

function networkFaults(
  { servers }: RuledTemplate,
  { network_id, subnet, location }: LibraryInputs,
  { networks, locations }: LibraryWorld,
): FieldFault[] {
  const network = networks.find(({ id }) => id === network_id);
  if (!network) return [{ field: 'network_id', fault: 'unknown_network' }];
  const full: FieldFault[] =
    network.servers + servers.length > MAX_SERVERS_OF_NETWORK
      ? [{ field: 'network_id', fault: 'network_full', detail: String(MAX_SERVERS_OF_NETWORK) }]
      : [];
  const chosen = network.subnets.find(({ ip_range }) => ip_range === subnet);
  if (!chosen) return [...full, { field: 'subnet', fault: 'unknown_subnet' }];
  const place = locations.find(({ name }) => name === location);
  if (place && place.network_zone !== chosen.network_zone) {
    return [...full, { field: 'location', fault: 'other_network_zone', detail: chosen.network_zone }];
  }
  return place && !network.regions.includes(place.region)
    ? [{ field: 'network_id', fault: 'unknown_network', detail: place.region }]
    : full;
}

/** With the region as its detail where Hetzner knows the key, but not in the project of the location's region. */
function sshKeyFaults({ ssh_key_id, location }: LibraryInputs, { ssh_keys, locations }: LibraryWorld): FieldFault[] {
  const fault = { field: 'ssh_key_id', fault: 'unknown_ssh_key' } as const;
  const key = ssh_keys.find(({ id }) => id === ssh_key_id);
  if (!key) return [fault];
  const region = locations.find(({ name }) => name === location)?.region;
  return region !== undefined && !key.regions.includes(region) ? [{ ...fault, detail: region }] : [];
}

function sizeFaults(
  { servers }: RuledTemplate,
  { server_type }: LibraryInputs,
  { server_types }: LibraryWorld,
): FieldFault[] {
  const field = 'server_type';
  const type = server_types.find(({ name }) => name === server_type);
  if (!type) return [{ field, fault: 'unknown_size' }];
  const needs = neededBy(servers);
  if (fits(type, needs)) return [];
  const { cores, memory_gb, disk_gb } = needs;
  return [{ field, fault: 'too_small', detail: `${cores} vCPU, ${memory_gb} GB RAM, ${disk_gb} GB` }];
}

function locationFaults(
  { location, server_type }: LibraryInputs,
  { locations, server_types }: LibraryWorld,
): FieldFault[] {
  const field = 'location';
  if (!locations.some(({ name }) => name === location)) return [{ field, fault: 'unknown_location' }];
  const type = server_types.find(({ name }) => name === server_type);
  return type && !isSold(type, location) ? [{ field, fault: 'not_sold_there', detail: location }] : [];
}
