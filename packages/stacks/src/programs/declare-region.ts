import { renderNodeCloudInit } from '../cloud-init/node.ts';
import type { FoundResource } from '../clouds/cloud-lookup.ts';
import type { StackState } from '../exported-state.ts';
import { ownerLabels } from '../names.ts';
import { groupName, networkName, placeOf, readBegunNodes, recordName, type SharedNode } from '../node-set.ts';
import { type Region, resolveRegion } from '../regions.ts';
import type { NodeAccess } from './access.ts';
import { Known } from './adoption.ts';
import { declareFirewall, declareNetwork, declareSpreadGroup, publicRulesOf } from './network.ts';
import type { ProgramContext } from './program.ts';
import { declareStrayRecord, recordOf, type StrayRecord } from './records.ts';
import { declareServer } from './server.ts';

const FIREWALL = 'firewall';

export function knownOf({ stateId, clouds }: ProgramContext, stack: string, state: StackState): Known {
  return new Known({ stack, stateId }, state.resources, clouds);
}

/**
 * The nodes that are in the cloud but not in state: those of a run that died while it made them, whoever's job they
 * were, and those of `wanted`. `except` are left alone.
 */
export async function adoptedNodes(
  known: Known,
  state: StackState,
  { region, wanted, except = [] }: { region: Region; wanted: readonly string[]; except?: readonly string[] },
): Promise<SharedNode[]> {
  const begun = readBegunNodes(state).filter(({ nodeId }) => !except.includes(nodeId));
  const names = [...new Set([...begun.map(({ nodeId }) => nodeId), ...wanted])];
  await known.lookUp(names.map((name) => ({ resource: name, kind: 'servers', name })));
  return names.flatMap((name) => {
    const server = known.found(name);
    const before = begun.find(({ nodeId }) => nodeId === name);
    return server ? [adopted(server, region, before)] : [];
  });
}

function adopted(server: FoundResource, region: Region, begun?: SharedNode): SharedNode {
  const settings = resolveRegion(region);
  return {
    nodeId: server.name,
    location: server.location ?? settings.locations[0].name,
    serverType: server.serverType ?? settings.serverTypes.shared,
    image: settings.image,
    protect: true,
    ...begun,
    labels: server.labels,
    ...placeOf(server.name, server.labels),
  };
}

export interface RegionNodes {
  readonly region: Region;
  /** All that are to be there. */
  readonly nodes: readonly SharedNode[];
  /** Those of them that are to be made. */
  readonly fresh: readonly SharedNode[];
  /** Of nodes that have no server. */
  readonly records: readonly StrayRecord[];
  readonly access: NodeAccess;
}

/** Declares nodes with what they stand on; nothing at all where there is no node. */
export async function declareRegion(
  context: ProgramContext,
  known: Known,
  { region, nodes: asked, fresh, records, access }: RegionNodes,
): Promise<Record<string, unknown>> {
  // One that is made again, or adopted, may have its record in state still.
  const nodes = asked.map((node) => {
    const record = node.record ?? recordOf(known.inState(recordName(node.nodeId)));
    return record ? { ...node, record } : node;
  });
  if (nodes.length === 0) {
    for (const record of records) declareStrayRecord(record);
    return { region, nodes: [], volumes: [] };
  }
  // Rendered and looked up before anything is declared: what is refused here is refused before anything is made.
  const userData = new Map(
    fresh.map((node) => [node.nodeId, renderNodeCloudInit({ ...node, role: 'shared', access })]),
  );
  await lookUpGround(known, nodes);
  for (const { nodeId, serverType, location } of fresh) context.trying(nodeId, { serverType, location });

  for (const record of records) declareStrayRecord(record);
  const { stack } = known.owner;
  const labels = ownerLabels(known.owner);
  const firewallId = declareFirewall(known, FIREWALL, {
    name: `${stack}-shared`,
    labels,
    rules: publicRulesOf(known, FIREWALL, access),
  });
  const networks = once((zone: string) => declareNetwork(known, zone, { name: `${stack}-${zone}`, labels }));
  const groups = once((group: number) =>
    declareSpreadGroup(known, group, { name: `${stack}-${groupName(group)}`, labels }),
  );
  // The state has them in the order in which they were made ready, which differs from run to run.
  const inOrder = [...nodes].sort((one, other) => (one.nodeId < other.nodeId ? -1 : 1));
  const servers = inOrder.map((node) => {
    const own = userData.get(node.nodeId);
    return declareServer(known, node.nodeId, {
      ...node,
      role: 'shared',
      publicIpv4: true,
      network: networks(node.networkZone),
      firewallId,
      placementGroupId: groups(node.group),
      ...(own === undefined ? {} : { userData: own, sshKeys: access.sshKeys ?? [] }),
    });
  });
  return { region, nodes: servers.map((server) => server.outputs), volumes: [] };
}

/** Looks up what the nodes stand on, and their records, as far as the state does not have it. */
async function lookUpGround(known: Known, nodes: readonly SharedNode[]): Promise<void> {
  const { stack } = known.owner;
  const zones = [...new Set(nodes.map(({ networkZone }) => networkZone))];
  const groups = [...new Set(nodes.map(({ group }) => groupName(group)))];
  const ground = known
    .lookUp([
      { resource: FIREWALL, kind: 'firewalls', name: `${stack}-shared` },
      ...zones.map((zone) => ({ resource: networkName(zone), kind: 'networks' as const, name: `${stack}-${zone}` })),
      ...groups.map((name) => ({ resource: name, kind: 'placement_groups' as const, name: `${stack}-${name}` })),
    ])
    .then(() => Promise.all(zones.map((zone) => known.lookUpSubnet(zone, networkName(zone)))));
  const records = nodes.map(({ nodeId, record }) => record && known.lookUpRecord(nodeId, nodeId, record));
  await Promise.all([ground, ...records]);
}

function once<K, T>(declare: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const value = made.get(key) ?? declare(key);
    made.set(key, value);
    return value;
  };
}
