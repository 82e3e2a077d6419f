import { z } from 'zod';
import { type StackState, VOLUME_TYPE_TOKEN } from '../exported-state.ts';
import { addressLabel } from '../names.ts';
import { begunResources, StateLabels } from '../node-set.ts';
import type { Known, Wanted } from './adoption.ts';
import type { SetServer } from './library-offers.ts';
import type { LibrarySpec } from './library-spec.ts';

export const firewallOf = (key: string): string => `${key}-firewall`;
export const volumeOf = (key: string): string => `${key}-volume`;

/**
 * All that a set has of its own in the cloud, to be looked up where the state does not have it. What belongs to a server
 * bears its name: Hetzner has names by kind.
 */
export function wantedOf({ servers }: LibrarySpec): Wanted[] {
  return servers.flatMap(({ key, name, volumeGb }): Wanted[] => [
    { resource: key, kind: 'servers', name },
    { resource: firewallOf(key), kind: 'firewalls', name },
    ...(volumeGb === undefined ? [] : [{ resource: volumeOf(key), kind: 'volumes' as const, name }]),
  ]);
}

const ServerInputs = z.object({ location: z.string(), serverType: z.string(), labels: StateLabels });

/** The servers of a set as an offer has to take them. To be asked after `lookUp`. */
export function setServers(known: Known, { servers, network: { networkZone } }: LibrarySpec): SetServer[] {
  return servers.map(({ key }) => {
    const placed = placeOf(known, key);
    const volumeAt = locationOf(known, volumeOf(key));
    return {
      name: key,
      ...(placed && { placed: { ...placed, networkZone } }),
      ...(volumeAt !== undefined && { volumeAt }),
    };
  });
}

function placeOf(known: Known, key: string): { serverType: string; location: string } | undefined {
  const inState = known.inState(key);
  const { serverType, location } = inState ? ServerInputs.parse(inState.inputs) : (known.found(key) ?? {});
  return serverType === undefined || location === undefined ? undefined : { serverType, location };
}

function locationOf(known: Known, resource: string): string | undefined {
  const location = known.inState(resource)?.outputs?.location ?? known.found(resource)?.location;
  return typeof location === 'string' ? location : undefined;
}

/** The private addresses that were given already: each server that is there tells those of all. */
export function keptAddresses(known: Known, { servers }: LibrarySpec): Map<string, string> {
  const labels = servers.map(({ key }) =>
    StateLabels.parse(known.inState(key)?.inputs?.labels ?? known.found(key)?.labels ?? {}),
  );
  const kept = new Map<string, string>();
  for (const { key } of servers) {
    const address = labels.map((one) => one[addressLabel(key)]).find((one) => one !== undefined);
    if (address !== undefined) kept.set(key, address);
  }
  return kept;
}

/** Hetzner's ids of the servers that are there. */
export function serverIdsOf(known: Known, { servers }: LibrarySpec): string[] {
  return servers.flatMap(({ key }) => known.inState(key)?.id ?? known.found(key)?.id ?? []);
}

/**
 * Whether the set may begin again elsewhere: it was never complete, nothing of it may hold data, and the state has all that
 * would have to go.
 */
export function mayMove(known: Known, state: StackState, spec: LibrarySpec): boolean {
  const volumes = [...state.resources, ...begunResources(state)].some(({ type }) => type === VOLUME_TYPE_TOKEN);
  return !state.complete && !volumes && wantedOf(spec).every(({ resource }) => !known.found(resource));
}
