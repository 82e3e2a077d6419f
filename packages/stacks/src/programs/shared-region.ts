import { hasRoom, nextAddress } from '../addresses.ts';
import { StackError } from '../errors.ts';
import { nodeLabels, type Owner, sharedNodeId, sharedStackName } from '../names.ts';
import { type NodeRecord, readNodeSet, type SharedNode } from '../node-set.ts';
import { groupWithRoom } from '../placement-groups.ts';
import { type Region, resolveLocation, resolveRegion } from '../regions.ts';
import { checkId, checkRecord } from '../spec-checks.ts';
import type { NodeAccess } from './access.ts';
import { adoptedNodes, declareRegion, knownOf } from './declare-region.ts';
import { offersExhausted, offersLeft, type ZonedOffer } from './offers.ts';
import type { FailedTry, Offer, StackProgram } from './program.ts';
import { checkUnshared, recordFor, strayRecords } from './records.ts';

/** A node to be there when the update is done. The same job always means the same node, so a re-run adds none. */
export interface NewNode {
  readonly jobId: string;
  /** In order of preference; by default the region's server type in each of its locations. */
  readonly offers?: readonly Offer[];
  /** Only there. */
  readonly location?: string;
  readonly image?: string;
  readonly record?: NodeRecord;
}

export interface SharedRegionSpec {
  readonly region: Region;
  readonly add: readonly NewNode[];
  readonly access: NodeAccess;
}

/**
 * The shared nodes of a region: those in the stack's state, those that a dead run has made, and those of `add` that
 * are not yet among them. Throws `invalid_input` at once for an unknown region or location.
 */
export function sharedRegion(spec: SharedRegionSpec): StackProgram {
  const stack = sharedStackName(spec.region);
  for (const wanted of spec.add) {
    checkId('job', wanted.jobId);
    if (wanted.record) checkRecord(wanted.record);
    offersFor(spec.region, wanted);
  }
  const wanted = spec.add.map(({ jobId }) => sharedNodeId(spec.region, jobId));
  return {
    stack,
    wants: wanted,
    declare: async (context) => {
      const state = await context.readState();
      const known = knownOf(context, stack, state);
      const there = [...readNodeSet(state), ...(await adoptedNodes(known, state, { region: spec.region, wanted }))];
      const nodes = withNewNodes(there, spec, known.owner, context.failedTries);
      const fresh = nodes.filter(({ nodeId }) => !there.some((node) => node.nodeId === nodeId));
      const ids = nodes.map(({ nodeId }) => nodeId);
      const records = strayRecords(state, ids);
      return declareRegion(context, known, { region: spec.region, nodes, fresh, records, access: spec.access });
    },
  };
}

/**
 * The node set after this update. Pure. Throws `limit_exceeded` where every network is full, `capacity_unavailable` or
 * `type_not_in_location` where every offer was refused, `name_taken` where two nodes would share a DNS name.
 */
export function withNewNodes(
  existing: readonly SharedNode[],
  spec: Pick<SharedRegionSpec, 'region' | 'add'>,
  owner: Owner,
  failedTries: readonly FailedTry[],
): SharedNode[] {
  const nodes = [...existing];
  for (const wanted of spec.add) {
    const nodeId = sharedNodeId(spec.region, wanted.jobId);
    if (wanted.record) checkUnshared(nodes, nodeId, wanted.record);
    const known = nodes.findIndex((node) => node.nodeId === nodeId);
    if (known < 0) {
      nodes.push(newNode(nodes, nodeId, { region: spec.region, wanted, owner, failedTries }));
      continue;
    }
    // A run that died between the server and its record left a node without one. A job that asks for its node again
    // takes back its removal.
    const node = { ...(nodes[known] as SharedNode), protect: true };
    const record = recordFor(node.record, wanted.record);
    nodes[known] = record ? { ...node, record } : node;
  }
  return nodes;
}

interface Wish {
  readonly region: Region;
  readonly wanted: NewNode;
  readonly owner: Owner;
  readonly failedTries: readonly FailedTry[];
}

function newNode(nodes: readonly SharedNode[], nodeId: string, wish: Wish): SharedNode {
  const { region, wanted, owner, failedTries } = wish;
  const offers = offersLeft(nodeId, offersFor(region, wanted), failedTries);
  const addressesIn = (zone: string): string[] =>
    nodes.filter(({ networkZone }) => networkZone === zone).map(({ privateIp }) => privateIp);
  const offer = offers.find(({ networkZone }) => hasRoom(addressesIn(networkZone))) ?? offers[0];
  if (offer === undefined) throw offersExhausted(failedTries.filter(({ server }) => server === nodeId));
  const { networkZone, location, serverType } = offer;
  const place = {
    privateIp: nextAddress(addressesIn(networkZone)),
    networkZone,
    group: groupWithRoom(nodes.map((node) => node.group)),
  };
  return {
    nodeId,
    location,
    serverType,
    image: wanted.image ?? resolveRegion(region).image,
    labels: nodeLabels(owner, { nodeId, jobId: wanted.jobId, role: 'shared', region, ...place }),
    ...place,
    protect: true,
    ...(wanted.record && { record: wanted.record }),
  };
}

/** The offers of a node in their order. Throws `invalid_input` for a location that is not of the region, and for none. */
function offersFor(region: Region, { offers, location }: NewNode): ZonedOffer[] {
  const settings = resolveRegion(region);
  const only = location === undefined ? undefined : resolveLocation(settings, location).name;
  const byDefault = settings.locations.map(({ name }) => ({
    location: name,
    serverType: settings.serverTypes.shared,
  }));
  const zoned = (offers ?? byDefault)
    .map((offer) => ({ ...offer, networkZone: resolveLocation(settings, offer.location).networkZone }))
    .filter((offer) => only === undefined || offer.location === only);
  if (zoned.length > 0) return zoned;
  throw new StackError('invalid_input', 'A node has no offer.', 'Offer at least one server type in one location.');
}
