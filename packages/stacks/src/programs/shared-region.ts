import type { Output } from '@pulumi/pulumi';
import { nextAddress } from '../addresses.ts';
import { renderNodeCloudInit } from '../cloud-init/node.ts';
import { ANYWHERE, publicRules } from '../firewall-rules.ts';
import { nodeLabels, sharedNodeId, sharedStackName } from '../names.ts';
import { groupName, type NodeRecord, readNodeSet, type SharedNode } from '../node-set.ts';
import { groupWithRoom } from '../placement-groups.ts';
import { type Region, resolveLocation, resolveRegion } from '../regions.ts';
import type { NodeAccess } from './access.ts';
import { declareFirewall, declareNetwork, declareSpreadGroup } from './network.ts';
import type { StackProgram } from './program.ts';
import { declareServer } from './server.ts';

/** A node to be there when the update is done. The same job always means the same node, so a re-run adds none. */
export interface NewNode {
  readonly jobId: string;
  readonly location?: string;
  readonly serverType?: string;
  readonly image?: string;
  readonly record?: NodeRecord;
}

export interface SharedRegionSpec {
  readonly region: Region;
  readonly add: readonly NewNode[];
  readonly access: NodeAccess;
}

/** The shared nodes of a region: those in the stack's state, and those of `add` that are not yet among them. */
export function sharedRegion(spec: SharedRegionSpec): StackProgram {
  const stack = sharedStackName(spec.region);
  resolveRegion(spec.region);
  return {
    stack,
    declare: async ({ readState }) => {
      const existing = readNodeSet(await readState());
      return declareRegion(stack, spec, existing, withNewNodes(existing, spec));
    },
  };
}

/** The node set after this update. Pure. Throws where an input is unknown or the network full. */
export function withNewNodes(existing: readonly SharedNode[], spec: SharedRegionSpec): SharedNode[] {
  const settings = resolveRegion(spec.region);
  const nodes = [...existing];
  for (const wanted of spec.add) {
    const nodeId = sharedNodeId(spec.region, wanted.jobId);
    const known = nodes.findIndex((node) => node.nodeId === nodeId);
    if (known >= 0) {
      // A run that died between the server and its record left a node without one.
      if (wanted.record) nodes[known] = { ...(nodes[known] as SharedNode), record: wanted.record };
      continue;
    }
    const { name: location, networkZone } = resolveLocation(settings, wanted.location);
    const neighbours = nodes.filter((node) => node.networkZone === networkZone);
    nodes.push({
      nodeId,
      location,
      networkZone,
      serverType: wanted.serverType ?? settings.serverTypes.shared,
      image: wanted.image ?? settings.image,
      labels: nodeLabels({ nodeId, jobId: wanted.jobId, role: 'shared', region: spec.region }),
      group: groupWithRoom(nodes.map((node) => node.group)),
      privateIp: nextAddress(neighbours.map((node) => node.privateIp)),
      ...(wanted.record && { record: wanted.record }),
    });
  }
  return nodes;
}

function declareRegion(
  stack: string,
  spec: SharedRegionSpec,
  existing: readonly SharedNode[],
  nodes: readonly SharedNode[],
): Record<string, unknown> {
  const labels = { 'managed-by': 'prego', stack };
  const known = new Set(existing.map((node) => node.nodeId));
  // Rendered before anything is declared: what is refused here is refused before anything is made.
  const userData = new Map(
    nodes
      .filter((node) => !known.has(node.nodeId))
      .map((node) => [node.nodeId, renderNodeCloudInit({ ...node, role: 'shared', access: spec.access })]),
  );
  const firewallId = declareFirewall(
    'firewall',
    `${stack}-shared`,
    publicRules(spec.access.sshSources ?? ANYWHERE),
    labels,
  );
  const subnets = once((zone: string) => declareNetwork(`${stack}-${zone}`, zone, labels));
  const groups = once((group: number) => declareSpreadGroup(`${stack}-${groupName(group)}`, group, labels));
  const servers = nodes.map((node) => {
    const fresh = userData.get(node.nodeId);
    return declareServer(node.nodeId, {
      ...node,
      role: 'shared',
      publicIpv4: true,
      subnetId: subnets(node.networkZone),
      firewallId,
      placementGroupId: groups(node.group),
      ...(fresh === undefined ? {} : { userData: fresh, sshKeys: spec.access.sshKeys ?? [] }),
    });
  });
  return { region: spec.region, nodes: servers.map((server) => server.outputs), volumes: [] };
}

function once<K, T extends Output<unknown>>(declare: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const value = made.get(key) ?? declare(key);
    made.set(key, value);
    return value;
  };
}
