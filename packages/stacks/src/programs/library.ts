import type { Output, Resource } from '@pulumi/pulumi';
import { renderLibraryCloudInit } from '../cloud-init/library.ts';
import type { FoundNetwork } from '../clouds/cloud-lookup.ts';
import { StackError } from '../errors.ts';
import { libraryRules } from '../firewall-rules.ts';
import { labelValue, libraryLabels, libraryStackName, ownerLabels } from '../names.ts';
import { Known } from './adoption.ts';
import { chooseForSet, setExhausted } from './library-offers.ts';
import { firewallOf, keptAddresses, mayMove, serverIdsOf, setServers, volumeOf, wantedOf } from './library-set.ts';
import { checkLibrarySpec, type LibraryServer, type LibrarySpec } from './library-spec.ts';
import { declareFirewall, inbound, keptRules, type Labels } from './network.ts';
import type { ZonedOffer } from './offers.ts';
import { type AddressWish, chooseAddresses, lostAddresses } from './private-addresses.ts';
import { type ProgramContext, type StackProgram, StartOver } from './program.ts';
import { type DeclaredServer, declareServer } from './server.ts';
import { declareVolume } from './volume.ts';

/**
 * The servers of what a job provisions from the library, in a network that is there already. Throws `invalid_input` at
 * once for what can't be, also where a template's cloud-init clashes with ours, and `limit_exceeded` for one that is too long.
 */
export function library(spec: LibrarySpec): StackProgram {
  const offers = checkLibrarySpec(spec);
  const stack = libraryStackName(spec.jobId);
  // Once ahead, with the longest addresses that there are: what is refused here is refused before anything is made.
  const longest = new Map(spec.servers.map(({ key }) => [key, '255.255.255.255']));
  for (const server of spec.servers) cloudInit(spec, server, longest, '255.255.255.252/30');
  return {
    stack,
    wants: spec.servers.map(({ name }) => name),
    sharesNetwork: true,
    declare: async (context) => {
      const state = await context.readState();
      const known = new Known({ stack, stateId: context.stateId }, state.resources, context.clouds);
      const [network] = await Promise.all([networkOf(context, spec), known.lookUp(wantedOf(spec))]);
      const wish = wishOf(known, spec);
      const movable = mayMove(known, state, spec);
      // Who was told of an address on its first boot can't be told of another.
      if (movable && lostAddresses(network, wish).length > 0) throw new StartOver();
      const addresses = chooseAddresses(network, wish);
      const choice = chooseForSet(setServers(known, spec), offers, context.failedTries, movable);
      if (choice.kind === 'move') throw new StartOver();
      if (choice.kind === 'none') throw setExhausted(context.failedTries);
      return declareSet(context, known, spec, { network, addresses, offers: choice.offers });
    },
  };
}

function wishOf(known: Known, spec: LibrarySpec): AddressWish {
  const { jobId, servers, network } = spec;
  const keys = servers.map(({ key }) => key);
  return { jobId, keys, subnet: network.subnet, kept: keptAddresses(known, spec), serverIds: serverIdsOf(known, spec) };
}

/** The network of the spec. Throws `invalid_input` where the project has none, or it has no such subnet. */
async function networkOf({ clouds }: ProgramContext, { network }: LibrarySpec): Promise<FoundNetwork> {
  const { id, subnet, networkZone } = network;
  const found = await clouds.network(id);
  if (found?.subnets.some((has) => has.ipRange === subnet && has.networkZone === networkZone)) return found;
  throw new StackError(
    'invalid_input',
    found === undefined
      ? `The Hetzner project has no network ${id}.`
      : `The network ${found.name} has no subnet ${subnet} in the zone ${networkZone}.`,
    'It may have been changed since it was chosen: choose again. Nothing was made.',
  );
}

function cloudInit(
  { values, provisioning }: LibrarySpec,
  { key, name, cloudInit: template, ports, volumeGb }: LibraryServer,
  addresses: ReadonlyMap<string, string>,
  networkRange: string,
): string {
  const server = { key, name, template, ports, hasVolume: volumeGb !== undefined };
  return renderLibraryCloudInit({ ...server, networkRange, addresses, values, provisioning });
}

interface Place {
  readonly network: FoundNetwork;
  /** By the keys of the servers. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly offers: ReadonlyMap<string, ZonedOffer>;
}

function declareSet(context: ProgramContext, known: Known, spec: LibrarySpec, place: Place): Record<string, unknown> {
  const labels = { ...ownerLabels(known.owner), 'job-id': labelValue(spec.jobId) };
  const made = spec.servers.map((server) => {
    const { name } = server;
    const rules = keptRules(known, firewallOf(server.key)) ?? inbound(libraryRules(server.ports));
    const firewallId = declareFirewall(known, firewallOf(server.key), { name, labels, rules });
    return { server, ...declareMember(context, known, spec, place, server, firewallId) };
  });
  // Last of all: a set that has no volume yet may still begin again elsewhere. And a server must be in its network first,
  // as Hetzner locks it while it attaches that.
  const after = made.map(({ attachment }) => attachment);
  return {
    region: spec.region,
    nodes: made.map(({ outputs }) => outputs),
    volumes: made.flatMap(({ server, server: { volumeGb }, resource }) =>
      volumeGb === undefined ? [] : [volumeOutputs(known, server, volumeGb, { resource, labels, after })],
    ),
  };
}

function declareMember(
  { trying }: ProgramContext,
  known: Known,
  spec: LibrarySpec,
  { network, addresses, offers }: Place,
  server: LibraryServer,
  firewallId: Output<number>,
): Pick<DeclaredServer, 'attachment' | 'outputs'> & { readonly resource: DeclaredServer['server'] } {
  const { key, name } = server;
  const { serverType, location } = offers.get(key) as ZonedOffer;
  const exists = known.inState(key) !== undefined || known.found(key) !== undefined;
  if (!exists) trying(key, { serverType, location });
  const wanted = libraryLabels(known.owner, { ...spec, key, name, addresses });
  const declared = declareServer(known, key, {
    ...{ nodeId: name, role: 'library', serverType, location, firewallId },
    image: spec.image,
    labels: known.labels(key, known.found(key)?.labels ?? wanted),
    privateIp: addresses.get(key) as string,
    publicIpv4: true,
    network: { id: spec.network.id },
    protect: true,
    ...(exists ? {} : { userData: cloudInit(spec, server, addresses, network.ipRange), sshKeys: spec.sshKeys }),
  });
  return { resource: declared.server, attachment: declared.attachment, outputs: declared.outputs };
}

function volumeOutputs(
  known: Known,
  { key, name }: LibraryServer,
  sizeGb: number,
  { resource, labels, after }: { resource: DeclaredServer['server']; labels: Labels; after: readonly Resource[] },
): Record<string, unknown> {
  const size = declareVolume(known, volumeOf(key), { name, labels, sizeGb, after }, resource);
  return { name, size_gb: size, location: resource.location };
}
