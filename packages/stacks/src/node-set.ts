import { z } from 'zod';
import { logicalName, SERVER_TYPE_TOKEN, type StateResource } from './exported-state.ts';

const NetworkSchema = z.object({ ip: z.string(), subnetId: z.string().optional(), networkId: z.number().optional() });

const ServerInputsSchema = z.object({
  name: z.string(),
  location: z.string(),
  serverType: z.string(),
  image: z.string(),
  labels: z.record(z.string(), z.string()),
  placementGroupId: z.number(),
  networks: z.array(NetworkSchema).min(1),
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

/** All that the program needs to declare a node again just as it is. */
export interface SharedNode {
  readonly nodeId: string;
  readonly location: string;
  readonly networkZone: string;
  readonly serverType: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly group: number;
  readonly privateIp: string;
  readonly record?: NodeRecord;
}

export const groupName = (group: number): string => `spread-${group}`;
export const subnetName = (networkZone: string): string => `subnet-${networkZone}`;
export const recordName = (nodeId: string): string => `${nodeId}-record`;

/**
 * The nodes of a shared stack as its state has them: nothing is looked up in today's settings, so that a changed
 * location list or image leaves the nodes that exist as they are. Throws a ZodError on state that we did not write.
 */
export function readNodeSet(resources: readonly StateResource[]): SharedNode[] {
  const groups = namesById(resources, 'hcloud:index/placementGroup:PlacementGroup');
  const subnets = namesById(resources, 'hcloud:index/networkSubnet:NetworkSubnet');
  const records = new Map(
    resources
      .filter((resource) => resource.type === 'cloudflare:index/dnsRecord:DnsRecord')
      .map((resource) => [logicalName(resource), RecordInputsSchema.parse(resource.inputs)]),
  );
  return resources
    .filter((resource) => resource.type === SERVER_TYPE_TOKEN)
    .map((resource) => {
      const inputs = ServerInputsSchema.parse(resource.inputs);
      const network = inputs.networks[0] as z.infer<typeof NetworkSchema>;
      const record = records.get(recordName(inputs.name));
      return {
        nodeId: inputs.name,
        location: inputs.location,
        networkZone: afterPrefix(subnets.get(network.subnetId ?? ''), subnetName('')),
        serverType: inputs.serverType,
        image: inputs.image,
        labels: inputs.labels,
        group: Number(afterPrefix(groups.get(String(inputs.placementGroupId)), 'spread-')),
        privateIp: network.ip,
        ...(record && { record: { name: record.name, zoneId: record.zoneId, proxied: record.proxied ?? false } }),
      };
    });
}

function namesById(resources: readonly StateResource[], type: string): Map<string, string> {
  return new Map(
    resources
      .filter((resource) => resource.type === type)
      .map((resource) => [resource.id ?? '', logicalName(resource)]),
  );
}

function afterPrefix(name: string | undefined, prefix: string): string {
  if (name === undefined || !name.startsWith(prefix)) {
    throw new Error(`The state of this stack was not written by its program: ${prefix}… expected, ${name} found.`);
  }
  return name.slice(prefix.length);
}
