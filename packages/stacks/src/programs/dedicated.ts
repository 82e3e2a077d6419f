import { DEDICATED_ADDRESSES } from '../addresses.ts';
import { renderNodeCloudInit } from '../cloud-init/node.ts';
import type { StackState } from '../exported-state.ts';
import { privateRules } from '../firewall-rules.ts';
import { dedicatedStackName, labelValue, nodeLabels, ownerLabels } from '../names.ts';
import { groupName, type NodeRecord, networkName, recordName } from '../node-set.ts';
import { resolveRegion } from '../regions.ts';
import { checkId, checkRecord, checkVolumeGb } from '../spec-checks.ts';
import type { NodeAccess } from './access.ts';
import { Known } from './adoption.ts';
import { declareFirewall, declareNetwork, declareSpreadGroup, inbound, publicRulesOf } from './network.ts';
import { chooseInOneZone, offersExhausted, type ZonedOffer } from './offers.ts';
import { type ProgramContext, type StackProgram, StartOver } from './program.ts';
import { recordFor, recordOf } from './records.ts';
import { declareServer } from './server.ts';
import {
  DB_VOLUME,
  existingTrio,
  nodeIdOf,
  offered,
  offersFor,
  ROLES,
  type Role,
  type Trio,
  type TrioOffers,
  wantedTrio,
} from './trio.ts';
import { declareVolume } from './volume.ts';

const PUBLIC = 'firewall-public';
const PRIVATE = 'firewall-private';

/** Three servers have room in one spread group. */
const GROUP = 1;

export interface DedicatedSpec extends TrioOffers {
  readonly tenantId: string;
  readonly jobId: string;
  readonly image?: string;
  /** Size of the database's volume in GB. By default what it has, 20 for a new one. */
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
  checkId('tenant', spec.tenantId);
  checkId('job', spec.jobId);
  if (spec.record) checkRecord(spec.record);
  if (spec.volumeGb !== undefined) checkVolumeGb(spec.volumeGb);
  const stack = dedicatedStackName(spec.tenantId);
  const wanted = wantedTrio(spec.region, spec.jobId);
  // Asked for once ahead: what is refused here is refused before half of the trio exists.
  for (const role of ROLES) {
    offersFor(spec, wanted, role);
    cloudInit(spec, wanted, role);
  }
  return {
    stack,
    declare: async (context) => {
      const state = await context.readState();
      const known = new Known({ stack, stateId: context.stateId }, state.resources, context.clouds);
      const trio = (await existingTrio(known, state)) ?? wanted;
      const record = recordFor(recordOf(known.inState(recordName('app'))), spec.record);
      const asked = record === undefined ? spec : { ...spec, record };
      await lookUpTrio(known, asked, trio);
      const offers = chooseOffers(context, state, known, asked, trio);
      return declareTrio(context, known, asked, trio, offers);
    },
  };
}

function cloudInit(spec: DedicatedSpec, trio: Trio, role: Role): string {
  return renderNodeCloudInit({
    nodeId: nodeIdOf(trio, role),
    role,
    privateIp: DEDICATED_ADDRESSES[role],
    access: spec.access,
    hasVolume: role === 'db',
  });
}

const networkNameOf = (trio: Trio, zone: string): string => `${trio.prefix}-${zone}`;

/** Looks up in the clouds what the state does not have. */
async function lookUpTrio(known: Known, spec: DedicatedSpec, trio: Trio): Promise<void> {
  const { prefix } = trio;
  const zones = [...new Set(offersFor(spec, trio, 'app').map(({ networkZone }) => networkZone))];
  const things = known
    .lookUp([
      ...ROLES.map((role) => ({ resource: role, kind: 'servers' as const, name: nodeIdOf(trio, role) })),
      ...zones.map((zone) => ({
        resource: networkName(zone),
        kind: 'networks' as const,
        name: networkNameOf(trio, zone),
      })),
      { resource: PUBLIC, kind: 'firewalls', name: `${prefix}-public` },
      { resource: PRIVATE, kind: 'firewalls', name: `${prefix}-private` },
      { resource: groupName(GROUP), kind: 'placement_groups', name: prefix },
      { resource: DB_VOLUME, kind: 'volumes', name: `${prefix}-db` },
    ])
    .then(() => Promise.all(zones.map((zone) => known.lookUpSubnet(zone, networkName(zone)))));
  const record = spec.record && known.lookUpRecord('app', nodeIdOf(trio, 'app'), spec.record);
  await Promise.all([things, record]);
}

/** An offer for each role, all in one network zone. Throws StartOver where the trio must first leave the zone it is in. */
function chooseOffers(
  { failedTries }: ProgramContext,
  state: StackState,
  known: Known,
  spec: DedicatedSpec,
  trio: Trio,
): ReadonlyMap<string, ZonedOffer> {
  const servers = ROLES.map((role) => offered(known, role, offersFor(spec, trio, role)));
  const choice = chooseInOneZone(servers, failedTries);
  if (choice.kind === 'take') return choice.offers;
  // What is in the cloud but not yet in state would outlive the destruction; and a volume may hold a tenant's data.
  const hasVolume = known.inState(DB_VOLUME) !== undefined;
  const mayMove = !state.complete && !hasVolume && [...ROLES, DB_VOLUME].every((name) => !known.found(name));
  if (choice.kind === 'move' && mayMove) throw new StartOver();
  throw offersExhausted(failedTries);
}

function declareTrio(
  context: ProgramContext,
  known: Known,
  spec: DedicatedSpec,
  trio: Trio,
  offers: ReadonlyMap<string, ZonedOffer>,
): Record<string, unknown> {
  const { prefix, region, jobLabel } = trio;
  const offerOf = (role: Role): ZonedOffer => offers.get(role) as ZonedOffer;
  const { networkZone } = offerOf('app');
  const tenantId = spec.tenantId;
  const labels = { ...ownerLabels(known.owner), 'job-id': jobLabel, 'tenant-id': labelValue(tenantId) };
  const network = declareNetwork(known, networkZone, { name: networkNameOf(trio, networkZone), labels });
  const placementGroupId = declareSpreadGroup(known, GROUP, { name: prefix, labels });
  const rules = publicRulesOf(known, PUBLIC, spec.access);
  const publicId = declareFirewall(known, PUBLIC, { name: `${prefix}-public`, labels, rules });
  const privateId = declareFirewall(known, PRIVATE, {
    name: `${prefix}-private`,
    labels,
    rules: inbound(privateRules()),
  });

  const declare = (role: Role) => {
    const nodeId = nodeIdOf(trio, role);
    const place = { privateIp: DEDICATED_ADDRESSES[role], networkZone, group: GROUP };
    const exists = known.inState(role) !== undefined || known.found(role) !== undefined;
    if (!exists) context.trying(role, { serverType: offerOf(role).serverType, location: offerOf(role).location });
    const made = nodeLabels(known.owner, { nodeId, jobId: jobLabel, role, region, tenantId, ...place });
    return declareServer(known, role, {
      nodeId,
      role,
      ...offerOf(role),
      image: spec.image ?? resolveRegion(region).image,
      labels: known.labels(role, known.found(role)?.labels ?? made),
      privateIp: place.privateIp,
      publicIpv4: role === 'app',
      network,
      firewallId: role === 'app' ? publicId : privateId,
      placementGroupId,
      protect: true,
      ...(exists ? {} : { userData: cloudInit(spec, trio, role), sshKeys: spec.access.sshKeys ?? [] }),
      ...(role === 'app' && spec.record ? { record: spec.record } : {}),
    });
  };
  const servers = { app: declare('app'), db: declare('db'), redis: declare('redis') };
  // Last of all: a trio that has no volume yet may still begin again elsewhere. And its server must be in its network:
  // Hetzner locks it while it attaches that, and the plugin would ask for the volume again and again without a pause.
  const after = ROLES.map((role) => servers[role].attachment);
  const volume = { name: `${prefix}-db`, labels, sizeGb: spec.volumeGb, after };
  const size = declareVolume(known, DB_VOLUME, volume, servers.db.server);
  return {
    region,
    nodes: ROLES.map((role) => servers[role].outputs),
    volumes: [{ name: volume.name, size_gb: size, location: offerOf('db').location }],
  };
}
