import { z } from 'zod';
import { StackError } from '../errors.ts';
import { logicalName, SERVER_TYPE_TOKEN, type StackState, type StateResource } from '../exported-state.ts';
import { dedicatedNodeId, labelValue } from '../names.ts';
import { begunResources, placeOf, StateLabels } from '../node-set.ts';
import { type Region, resolveLocation, resolveRegion } from '../regions.ts';
import type { Known } from './adoption.ts';
import type { OfferedServer, ZonedOffer } from './offers.ts';

export const ROLES = ['app', 'db', 'redis'] as const;
export type Role = (typeof ROLES)[number];

export const DB_VOLUME = 'db-volume';

/** What a trio keeps for its life. */
export interface Trio {
  /** The node ids without their role; the name of everything in the cloud starts so, to stand together in any list. */
  readonly prefix: string;
  readonly jobLabel: string;
  readonly region: Region;
}

export const nodeIdOf = ({ prefix }: Trio, role: Role): string => `${prefix}-${role}`;

/** The trio that a job makes where there is none yet. */
export function wantedTrio(region: Region, jobId: string): Trio {
  return {
    prefix: dedicatedNodeId(region, jobId, 'app').replace(/-app$/, ''),
    jobLabel: labelValue(jobId),
    region,
  };
}

const ServerSchema = z.object({
  name: z.string(),
  location: z.string(),
  serverType: z.string(),
  labels: StateLabels,
});
const TrioLabels = z.object({ 'job-id': z.string(), region: z.enum(['sg', 'us', 'eu']) });

/**
 * The trio that the stack has already, be it only one server of it, or only one that a dead run was making: another
 * job must neither rename nor split it.
 */
export async function existingTrio(known: Known, state: StackState): Promise<Trio | undefined> {
  const inState = state.resources.find(({ type }) => type === SERVER_TYPE_TOKEN);
  if (inState) return trioOf(inState);
  const begun = begunResources(state).filter(({ type }) => type === SERVER_TYPE_TOKEN);
  await known.lookUp(
    begun.map((server) => ({
      resource: logicalName(server),
      kind: 'servers',
      name: ServerSchema.parse(server.inputs).name,
    })),
  );
  const made = begun.find((server) => known.found(logicalName(server)));
  return made && trioOf(made);
}

function trioOf(server: StateResource): Trio {
  const { name, labels } = ServerSchema.parse(server.inputs);
  const { 'job-id': jobLabel, region } = TrioLabels.parse(labels);
  return { prefix: name.slice(0, -`-${logicalName(server)}`.length), jobLabel, region };
}

/** Where the servers of a trio may be made, and of which types. */
export interface TrioOffers {
  readonly region: Region;
  /** Of the region, in order of preference; all of the region's by default. The trio stands in one network zone. */
  readonly locations?: readonly string[];
  /** In order of preference; the region's type by default. */
  readonly serverTypes?: Partial<Readonly<Record<Role, readonly string[]>>>;
}

/** The offers of a server in order of preference. Throws `invalid_input` where there is none. */
export function offersFor(asked: TrioOffers, { region }: Trio, role: Role): ZonedOffer[] {
  // A trio never leaves its region: what the caller says of another one does not hold there.
  const { locations, serverTypes }: Partial<TrioOffers> = region === asked.region ? asked : {};
  const offers = offersIn(region, locations, serverTypes?.[role] ?? [resolveRegion(region).serverTypes[role]]);
  if (offers.length > 0) return offers;
  throw new StackError(
    'invalid_input',
    `The ${role} server has no offer.`,
    'Give a location and a server type for it.',
  );
}

/** In order of preference: the types of the first location, then those of the next. Throws `invalid_input`. */
function offersIn(region: Region, locations: readonly string[] | undefined, types: readonly string[]): ZonedOffer[] {
  const settings = resolveRegion(region);
  const names = locations ?? settings.locations.map(({ name }) => name);
  return names.flatMap((name) => {
    const { networkZone } = resolveLocation(settings, name);
    return types.map((serverType) => ({ serverType, location: name, networkZone }));
  });
}

/** A server of the trio as an offer has to take it: where it stands if it exists, and for db beside its volume. */
export function offered(known: Known, role: Role, offers: readonly ZonedOffer[]): OfferedServer {
  const placed = placedAt(known, role);
  if (placed) return { name: role, offers, placed };
  const volume = role === 'db' ? locationOf(known, DB_VOLUME) : undefined;
  return { name: role, offers: offers.filter(({ location }) => volume === undefined || location === volume) };
}

function placedAt(known: Known, role: Role): ZonedOffer | undefined {
  const server = known.inState(role);
  if (server) {
    const { name, location, serverType, labels } = ServerSchema.parse(server.inputs);
    return { location, serverType, networkZone: placeOf(name, labels).networkZone };
  }
  const found = known.found(role);
  if (found?.location === undefined || found.serverType === undefined) return undefined;
  const { networkZone } = placeOf(found.name, found.labels);
  return { location: found.location, serverType: found.serverType, networkZone };
}

function locationOf(known: Known, resource: string): string | undefined {
  const location = known.inState(resource)?.outputs?.location ?? known.found(resource)?.location;
  return typeof location === 'string' ? location : undefined;
}
