import type { StackError } from '../errors.ts';
import { type Choice, offersExhausted, offersLeft, type ZonedOffer } from './offers.ts';
import type { FailedTry, Offer } from './program.ts';

/** A server of a set, by its key. */
export interface SetServer {
  readonly name: string;
  /** What it is and where, if it exists already. */
  readonly placed?: ZonedOffer;
  /** Where its volume is, if that exists already: a server can't use one from elsewhere. */
  readonly volumeAt?: string;
}

/**
 * One offer for all servers of a set: a set stands in one location and is of one type. An offer that was refused to one of
 * them is refused to all, so that what is there has to move to the next as a whole (`move`). What may not move stays; only
 * then what is missing beside it takes another offer, each its own: the network reaches all locations of its zone.
 */
export function chooseForSet(
  servers: readonly SetServer[],
  offers: readonly ZonedOffer[],
  failedTries: readonly FailedTry[],
  mayMove: boolean,
): Choice {
  const refused = (offer: Offer): boolean => failedTries.some(sameAs(offer));
  const missing = servers.filter(({ placed }) => placed === undefined);
  const fits =
    (offer: Offer) =>
    (server: SetServer): boolean =>
      server.volumeAt === undefined || server.volumeAt === offer.location;
  const together = (candidates: readonly ZonedOffer[]): ZonedOffer | undefined =>
    candidates.find((offer) => !refused(offer) && missing.every(fits(offer)));

  const home = servers.find(({ placed }) => placed !== undefined)?.placed;
  const next = together(home === undefined ? offers : [home]);
  if (missing.length === 0 || next !== undefined) return take(servers, () => next);
  if (mayMove) return { kind: home !== undefined && together(offers) !== undefined ? 'move' : 'none' };
  const candidates = home === undefined ? offers : [home, ...offers];
  return take(servers, (server) =>
    offersLeft(server.name, candidates, failedTries).find((offer) => fits(offer)(server)),
  );
}

/** The error of a set whose every offer was refused: it lists each once, whichever of the servers it was refused to. */
export function setExhausted(failedTries: readonly FailedTry[]): StackError {
  const once = failedTries.filter((tried, index) => failedTries.findIndex(sameAs(tried)) === index);
  return offersExhausted(once.map((tried) => ({ ...tried, server: 'its servers' })));
}

function take(servers: readonly SetServer[], offerFor: (server: SetServer) => ZonedOffer | undefined): Choice {
  const offers = new Map<string, ZonedOffer>();
  for (const server of servers) {
    const offer = server.placed ?? offerFor(server);
    if (offer === undefined) return { kind: 'none' };
    offers.set(server.name, offer);
  }
  return { kind: 'take', offers };
}

const sameAs =
  (offer: Offer) =>
  (tried: Offer): boolean =>
    tried.serverType === offer.serverType && tried.location === offer.location;
