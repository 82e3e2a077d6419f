import { z } from 'zod';
import { NodeStatus, Region } from './enums.ts';
import { NodeId } from './ids.ts';
import { Millis } from './paging.ts';

/** What automation sees at Hetzner. Names, ids and prices are Hetzner's; more fields than these are dropped. */

const Id = z.int().min(1);
const Name = z.string().max(200);
/** Hetzner's label grammar gives each key and value 63 characters, a key's prefix 253. */
const Labels = z
  .record(z.string().max(317), z.string().max(63))
  .refine((labels) => Object.keys(labels).length <= 100, 'more than 100 labels')
  .default({});
const Net = z.number().min(0).max(1_000_000).describe('Net, in the currency of the price list.');
/** Whose state has it; null where none has. Only automation can read the states. */
const Stack = z.string().max(63).nullable();

/** Each region of ours may have a Hetzner project of its own, and what is in one project is unknown in the others. */
const Regions = z
  .array(Region)
  .max(Region.options.length)
  .optional()
  .describe('Those of our regions whose Hetzner project has it; absent: all of them.');

const CloudServer = z.object({
  id: Id,
  name: Name,
  status: Name,
  server_type: Name,
  location: Name,
  ipv4: z.string().max(15).nullish(),
  ipv6: z.string().max(45).nullish(),
  labels: Labels,
  stack: Stack,
  hourly_cost: Net.nullish().describe('With its public address; else the price of its type is taken.'),
  created_at: Millis.nullish(),
});
export type CloudServer = z.infer<typeof CloudServer>;

const CloudVolume = z.object({
  id: Id,
  name: Name,
  location: Name,
  size_gb: z.int().min(1),
  labels: Labels,
  stack: Stack,
  hourly_cost: Net.nullish(),
});
export type CloudVolume = z.infer<typeof CloudVolume>;

const ServerType = z.object({
  name: Name,
  cores: z.int(),
  memory_gb: z.number(),
  disk_gb: z.number(),
  architecture: Name.optional(),
  deprecated: z.boolean().optional(),
  prices: z.array(z.object({ location: Name, hourly: Net, monthly: Net })).max(50),
});
export type ServerType = z.infer<typeof ServerType>;

const CloudNetwork = z.object({
  id: Id,
  name: Name,
  ip_range: Name,
  subnets: z
    .array(z.object({ ip_range: Name, network_zone: Name }))
    .max(50)
    .default([]),
  servers: z.int().min(0).describe('How many are attached.'),
  labels: Labels,
  regions: Regions,
});

const SshKey = z.object({ id: Id, name: Name, fingerprint: Name, labels: Labels, regions: Regions });

const Location = z.object({
  name: Name,
  city: Name.optional(),
  country: Name.optional(),
  network_zone: Name,
});

const UnavailableOffer = z.object({
  server_type: Name,
  location: Name,
  ttl_s: z.int().min(60).max(86_400).default(3600).describe('After so many seconds it is worth a try again.'),
});

/** What Hetzner bills beside servers, as its price list has it. */
const CloudPrice = z.discriminatedUnion('what', [
  z.object({ what: z.literal('primary_ipv4'), location: Name, hourly: Net, monthly: Net }),
  z.object({ what: z.literal('volume_gb'), hourly: Net, monthly: Net }),
]);
export type CloudPrice = z.infer<typeof CloudPrice>;

/** The most of one kind. A report of so many servers has some 10 MB. */
const MAX_ITEMS = 25_000;
/** Hetzner has some 30 server types in six locations. */
const MAX_OFFERS = 1_000;
const listOf = <Kind extends string, Item extends z.ZodType>(kind: Kind, item: Item, most = MAX_ITEMS) =>
  z.object({
    kind: z.literal(kind),
    seen_at: Millis.describe('When the look began.'),
    items: z.array(item).max(most),
  });

/** The whole list of one kind: it replaces the one before. */
export const InventoryReport = z.discriminatedUnion('kind', [
  listOf('servers', CloudServer),
  listOf('volumes', CloudVolume),
  listOf('server_types', ServerType),
  listOf('networks', CloudNetwork),
  listOf('ssh_keys', SshKey),
  listOf('locations', Location),
  listOf('prices', CloudPrice, MAX_OFFERS),
  listOf('unavailable_offers', UnavailableOffer, MAX_OFFERS),
]);
export type InventoryReport = z.infer<typeof InventoryReport>;

/** `orphans` is not reported but found, whenever servers, volumes or prices are. */
export const InventoryKind = z.enum([
  'servers',
  'volumes',
  'server_types',
  'networks',
  'ssh_keys',
  'locations',
  'prices',
  'unavailable_offers',
  'orphans',
]);
export type InventoryKind = z.infer<typeof InventoryKind>;

/** Why something that is billed should not be there. */
export const OrphanReason = z.enum([
  /** In the cloud and in no state. */
  'not_in_state',
  /** In a state, and no node of ours. */
  'not_registered',
  /** Its node is retired, and the server still there. */
  'node_retired',
]);
export type OrphanReason = z.infer<typeof OrphanReason>;

export const Orphan = z.object({
  kind: z.enum(['server', 'volume']),
  id: Id,
  name: z.string(),
  location: z.string(),
  stack: z.string().nullable(),
  job_id: z.string().nullable().describe('As its label says.'),
  node_id: z.string().nullable().describe('As its label says.'),
  reason: OrphanReason,
  hourly_cost: z.number().nullable().describe('Net; null where no price is known.'),
});
export type Orphan = z.infer<typeof Orphan>;

/** A node that is in use as far as we know, and its server is nowhere. Nothing is billed for it. */
export const MissingNode = z.object({
  node_id: NodeId,
  hetzner_server_id: Id,
  stack: z.string(),
  status: NodeStatus,
});
export type MissingNode = z.infer<typeof MissingNode>;

export const InventoryQuery = z.object({
  kind: InventoryKind.optional(),
  cursor: z.string().max(64).optional(),
});
export type InventoryQuery = z.infer<typeof InventoryQuery>;

/** With a kind: its items, a page. Without: what there is of each. */
export const InventoryPage = z.object({
  kinds: z.array(z.object({ kind: InventoryKind, count: z.int(), seen_at: Millis })),
  items: z.array(z.record(z.string(), z.unknown())),
  next_cursor: z.string().nullable(),
  hourly_cost: z.number().nullable().describe('Of all orphans together, where the kind is orphans; else null.'),
  missing_nodes: z
    .array(MissingNode)
    .nullable()
    .describe('Where the kind is orphans: the nodes whose server the last list of servers did not have; else null.'),
});
export type InventoryPage = z.infer<typeof InventoryPage>;

export const ReportAnswer = z.object({
  stored: z.boolean().describe('False where something newer is known already.'),
});
export type ReportAnswer = z.infer<typeof ReportAnswer>;
