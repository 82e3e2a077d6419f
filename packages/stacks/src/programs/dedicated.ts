import { Volume } from '@pulumi/hcloud/volume.js';
import { VolumeAttachment } from '@pulumi/hcloud/volumeAttachment.js';
import { z } from 'zod';
import { DEDICATED_ADDRESSES } from '../addresses.ts';
import { renderNodeCloudInit } from '../cloud-init/node.ts';
import { logicalName, SERVER_TYPE_TOKEN, type StateResource } from '../exported-state.ts';
import { ANYWHERE, privateRules, publicRules } from '../firewall-rules.ts';
import { dedicatedNodeId, dedicatedStackName, labelValue, nodeLabels } from '../names.ts';
import type { NodeRecord } from '../node-set.ts';
import { type Location, type Region, resolveLocation, resolveRegion } from '../regions.ts';
import type { NodeAccess } from './access.ts';
import { declareFirewall, declareNetwork, declareSpreadGroup } from './network.ts';
import type { StackProgram } from './program.ts';
import { declareServer, numericId } from './server.ts';

const ROLES = ['app', 'db', 'redis'] as const;
type Role = (typeof ROLES)[number];

/** What a young tenant's database fits in; Hetzner's smallest volume is 10 GB, and volumes grow in place. */
const VOLUME_GB = 20;

export interface DedicatedSpec {
  readonly region: Region;
  readonly tenantId: string;
  readonly jobId: string;
  readonly location?: string;
  readonly serverTypes?: Partial<Readonly<Record<Role, string>>>;
  readonly image?: string;
  /** Size of the database's volume in GB. */
  readonly volumeGb?: number;
  /** The app server's DNS record. */
  readonly record?: NodeRecord;
  readonly access: NodeAccess;
}

/**
 * The three servers of a dedicated tenant. Throws `invalid_input` at once for an unknown region or location,
 * `limit_exceeded` for a cloud-init that is too long.
 */
export function dedicated(spec: DedicatedSpec): StackProgram {
  const wanted = wantedTrio(spec);
  // Rendered once ahead: a cloud-init that is too long is refused here, not when half of the trio exists.
  for (const role of ROLES) cloudInit(spec, wanted, role, 'x'.repeat(20));
  return {
    stack: dedicatedStackName(spec.tenantId),
    declare: async ({ readState }) => declareTrio(spec, trioInState(await readState()) ?? wanted),
  };
}

/** What a trio keeps for its life. */
interface Trio {
  /** The node ids without their role; the name of everything in the cloud starts so, to stand together in any list. */
  readonly prefix: string;
  readonly jobLabel: string;
  readonly region: Region;
  readonly location: Location;
}

function wantedTrio(spec: DedicatedSpec): Trio {
  return {
    prefix: dedicatedNodeId(spec.region, spec.jobId, 'app').replace(/-app$/, ''),
    jobLabel: labelValue(spec.jobId),
    region: spec.region,
    location: resolveLocation(resolveRegion(spec.region), spec.location),
  };
}

const ServerSchema = z.object({
  name: z.string(),
  location: z.string(),
  labels: z.object({ 'job-id': z.string(), region: z.enum(['sg', 'us', 'eu']) }),
});

/** The trio that the stack has already, be it only one server of it: another job or location must not rename or split it. */
export function trioInState(resources: readonly StateResource[]): Trio | undefined {
  const server = resources.find((resource) => resource.type === SERVER_TYPE_TOKEN);
  if (server === undefined) return undefined;
  const { name, location, labels } = ServerSchema.parse(server.inputs);
  return {
    prefix: name.slice(0, -`-${logicalName(server)}`.length),
    jobLabel: labels['job-id'],
    region: labels.region,
    location: resolveLocation(resolveRegion(labels.region), location),
  };
}

function cloudInit(spec: DedicatedSpec, trio: Trio, role: Role, volumeId?: string): string {
  const node = { nodeId: `${trio.prefix}-${role}`, role, privateIp: DEDICATED_ADDRESSES[role], access: spec.access };
  return renderNodeCloudInit({ ...node, ...(volumeId === undefined ? {} : { volumeId }) });
}

function declareTrio(spec: DedicatedSpec, trio: Trio): Record<string, unknown> {
  const { prefix, region, location } = trio;
  const settings = resolveRegion(region);
  const labels = {
    'managed-by': 'prego',
    'job-id': trio.jobLabel,
    'tenant-id': labelValue(spec.tenantId),
  };
  const subnetId = declareNetwork(prefix, location.networkZone, labels);
  const placementGroupId = declareSpreadGroup(prefix, 1, labels);
  const publicId = declareFirewall(
    'firewall-public',
    `${prefix}-public`,
    publicRules(spec.access.sshSources ?? ANYWHERE),
    labels,
  );
  const privateId = declareFirewall('firewall-private', `${prefix}-private`, privateRules(), labels);
  const volume = new Volume(
    'db-volume',
    {
      name: `${prefix}-db`,
      size: spec.volumeGb ?? VOLUME_GB,
      location: location.name,
      format: 'ext4',
      labels,
    },
    // The data outlives any change of mind about where new trios go.
    { protect: true, ignoreChanges: ['location', 'format'] },
  );

  const declare = (role: Role) => {
    const nodeId = `${prefix}-${role}`;
    return declareServer(role, {
      nodeId,
      role,
      location: location.name,
      serverType: spec.serverTypes?.[role] ?? settings.serverTypes[role],
      image: spec.image ?? settings.image,
      labels: nodeLabels({ nodeId, jobId: trio.jobLabel, role, region, tenantId: spec.tenantId }),
      privateIp: DEDICATED_ADDRESSES[role],
      publicIpv4: role === 'app',
      userData: role === 'db' ? volume.id.apply((id) => cloudInit(spec, trio, role, id)) : cloudInit(spec, trio, role),
      sshKeys: spec.access.sshKeys ?? [],
      subnetId,
      firewallId: role === 'app' ? publicId : privateId,
      placementGroupId,
      ...(role === 'app' && spec.record ? { record: spec.record } : {}),
    });
  };
  const servers = { app: declare('app'), db: declare('db'), redis: declare('redis') };

  new VolumeAttachment(
    'db-volume-attachment',
    {
      volumeId: numericId(volume),
      serverId: numericId(servers.db),
      // cloud-init's own mount unit does it, under a path that does not depend on the volume's id.
      automount: false,
    },
    { protect: true },
  );
  return {
    region,
    nodes: ROLES.map((role) => servers[role].outputs),
    volumes: [{ name: `${prefix}-db`, size_gb: spec.volumeGb ?? VOLUME_GB, location: location.name }],
  };
}
