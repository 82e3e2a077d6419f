import { StackError, type StackErrorCode } from '../errors.ts';
import type { FailedTry, Offer } from './program.ts';

/** An offer with the network zone of its location. */
export interface ZonedOffer extends Offer {
  readonly networkZone: string;
}

/** A server that is to be there, by the program's name of it. */
export interface OfferedServer {
  readonly name: string;
  /** In order of preference. */
  readonly offers: readonly ZonedOffer[];
  /** What it is and where, if it exists already. */
  readonly placed?: ZonedOffer;
}

export type Choice =
  | { readonly kind: 'take'; readonly offers: ReadonlyMap<string, ZonedOffer> }
  /** What exists stands in a zone that has no offer left for the rest, and another zone has one for all. */
  | { readonly kind: 'move' }
  | { readonly kind: 'none' };

/** The offers of a server that were not refused yet, in their order. */
export function offersLeft<T extends Offer>(
  server: string,
  offers: readonly T[],
  failedTries: readonly FailedTry[],
): T[] {
  const refused = (offer: Offer): boolean =>
    failedTries.some(
      (failed) =>
        failed.server === server && failed.serverType === offer.serverType && failed.location === offer.location,
    );
  return offers.filter((offer) => !refused(offer));
}

/**
 * One offer for each server, all in one network zone: what exists stays what and where it is, every other server takes
 * its first offer that was not refused. Zones come in the order in which the offers name them.
 */
export function chooseInOneZone(servers: readonly OfferedServer[], failedTries: readonly FailedTry[]): Choice {
  const home = servers.find(({ placed }) => placed !== undefined)?.placed?.networkZone;
  const zones = new Set(servers.flatMap(({ offers }) => offers.map(({ networkZone }) => networkZone)));
  const first = (server: OfferedServer, zone: string): ZonedOffer | undefined =>
    offersLeft(server.name, server.offers, failedTries).find(({ networkZone }) => networkZone === zone);

  for (const zone of home === undefined ? zones : [home]) {
    const chosen = servers.map((server) => [server.name, server.placed ?? first(server, zone)] as const);
    if (chosen.every(hasOffer)) return { kind: 'take', offers: new Map(chosen) };
  }
  const elsewhere = [...zones].some((zone) => zone !== home && servers.every((server) => first(server, zone)));
  return { kind: elsewhere ? 'move' : 'none' };
}

function hasOffer(entry: readonly [string, ZonedOffer | undefined]): entry is readonly [string, ZonedOffer] {
  return entry[1] !== undefined;
}

const REASONS: Partial<Record<StackErrorCode, string>> = {
  capacity_unavailable: 'no capacity',
  type_not_in_location: 'not sold there',
};

/** The error of a run whose every offer was refused: it lists all of them. */
export function offersExhausted(failedTries: readonly FailedTry[]): StackError {
  if (failedTries.length === 0) {
    return new StackError(
      'invalid_input',
      'No offer fits what the stack has already: its servers stand together, in one network zone or location, and each beside its volume.',
      'Add the location of what exists to the locations.',
    );
  }
  const servers = [...new Set(failedTries.map(({ server }) => server))];
  const tries = (name: string): string =>
    failedTries
      .filter(({ server }) => server === name)
      .map(({ serverType, location, code }) => `${serverType} in ${location}: ${REASONS[code] ?? code}`)
      .join('; ');
  const neverSold = failedTries.every(({ code }) => code === 'type_not_in_location');
  return new StackError(
    neverSold ? 'type_not_in_location' : 'capacity_unavailable',
    `Hetzner refused every offer: ${servers.map((name) => `for ${name} ${tries(name)}`).join('; ')}.`,
    neverSold
      ? 'Offer types that Hetzner sells in these locations.'
      : 'Offer other server types or locations, or try later.',
  );
}
