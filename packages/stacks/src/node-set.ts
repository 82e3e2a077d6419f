import { z } from 'zod';
import { StackError } from './errors.ts';
import { logicalName, SERVER_TYPE_TOKEN, type StackState, type StateResource } from './exported-state.ts';

export const RECORD_TYPE_TOKEN = 'cloudflare:index/dnsRecord:DnsRecord';

/** Labels in the inputs of a resource. The bridge adds a list under `__defaults` to those that it read from the cloud. */
export const StateLabels = z
  .record(z.string(), z.unknown())
  .transform((labels) =>
    Object.fromEntries(
      Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  );

const ServerInputsSchema = z.object({
  name: z.string(),
  location: z.string(),
  serverType: z.string(),
  image: z.string(),
  labels: StateLabels,
});

/** What the labels of a node say of its place. */
const PlaceSchema = z.object({
  'private-ip': z.string(),
  'network-zone': z.string(),
  'placement-group': z.coerce.number().int().positive(),
});

const RecordInputsSchema = z.object({
  name: z.string(),
  zoneId: z.string(),
  type: z.enum(['A', 'AAAA']),
  ttl: z.number(),
  proxied: z.boolean().optional(),
});

export interface NodeRecord {
  readonly name: string;
  readonly zoneId: string;
  readonly proxied: boolean;
}

/** Where a node stands: all that the labels of its server say. */
export interface NodePlace {
  readonly group: number;
  readonly privateIp: string;
  readonly networkZone: string;
}

/** All that the program needs to declare a node again just as it is. */
export interface SharedNode extends NodePlace {
  readonly nodeId: string;
  readonly location: string;
  readonly serverType: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether it is safe from deletion. Only a removal by name lifts that. */
  readonly protect: boolean;
  readonly record?: NodeRecord;
}

export const groupName = (group: number): string => `spread-${group}`;
export const networkName = (networkZone: string): string => `network-${networkZone}`;
export const subnetName = (networkZone: string): string => `subnet-${networkZone}`;
export const attachmentName = (server: string): string => `${server}-network`;
export const recordName = (server: string): string => `${server}-record`;

/**
 * The nodes of a shared stack as its state has them: nothing is looked up in today's settings, so that a changed
 * location list or image leaves the nodes that exist as they are. Throws `state_unreadable` on state that is not ours.
 */
export function readNodeSet(state: StackState): SharedNode[] {
  return nodesOf(state.resources, state);
}

/** The nodes that a run which died was making: each may be in the cloud or not. */
export function readBegunNodes(state: StackState): SharedNode[] {
  const begun = nodesOf(begunResources(state), state).map((node) => ({ ...node, protect: true }));
  const there = new Set(readNodeSet(state).map(({ nodeId }) => nodeId));
  return begun.filter(({ nodeId }) => !there.has(nodeId));
}

/** What a run which died was making. */
export function begunResources(state: StackState): StateResource[] {
  return state.pending.filter(({ type }) => type === 'creating').map(({ resource }) => resource);
}

/** The place that a server's labels tell. Throws `state_unreadable` where one is missing. */
export function placeOf(nodeId: string, labels: Readonly<Record<string, string>>): NodePlace {
  const place = parseOurs(PlaceSchema, labels, nodeId);
  return {
    group: place['placement-group'],
    privateIp: place['private-ip'],
    networkZone: place['network-zone'],
  };
}

function nodesOf(resources: readonly StateResource[], state: StackState): SharedNode[] {
  const records = recordsOf(state);
  return resources
    .filter((resource) => resource.type === SERVER_TYPE_TOKEN)
    .map((resource) => {
      const nodeId = logicalName(resource);
      const { location, serverType, image, labels } = parseOurs(ServerInputsSchema, resource.inputs, nodeId);
      const record = records.get(recordName(nodeId));
      return {
        nodeId,
        location,
        serverType,
        image,
        labels,
        ...placeOf(nodeId, labels),
        protect: resource.protect === true,
        ...(record && { record }),
      };
    });
}

/** Also those that were being made: a node whose record was on its way is to have it. */
function recordsOf(state: StackState): Map<string, NodeRecord> {
  return new Map(
    [...begunResources(state), ...state.resources]
      .filter(({ type }) => type === RECORD_TYPE_TOKEN)
      .map((resource) => {
        const { name, zoneId, proxied } = parseOurs(RecordInputsSchema, resource.inputs, logicalName(resource));
        return [logicalName(resource), { name, zoneId, proxied: proxied ?? false }];
      }),
  );
}

function parseOurs<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new StackError(
    'state_unreadable',
    `The state has ${name}, but not as this program writes it: ${missing} is missing or wrong.`,
    'If a label was changed at Hetzner, set it again there and run `pulumi refresh`; else look whose state this is.',
  );
}
