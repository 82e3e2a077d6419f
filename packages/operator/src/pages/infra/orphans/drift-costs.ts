import type { CloudServer, DriftChange, ServerType } from '@prego/contracts';

/** What a server costs an hour, net, by its name; undefined where that is not known. */
export type PriceOfName = (name: string) => number | undefined;

/** From the last inventory: the server's own price, else that of its type in its place. */
export function pricesByName(
  servers: readonly Pick<CloudServer, 'name' | 'server_type' | 'location' | 'hourly_cost'>[],
  types: readonly Pick<ServerType, 'name' | 'prices'>[],
): PriceOfName {
  const ofType = new Map(
    types.flatMap(({ name, prices }) => prices.map(({ location, hourly }) => [`${name} ${location}`, hourly])),
  );
  const ofName = new Map(
    servers.map(({ name, server_type, location, hourly_cost }) => [
      name,
      hourly_cost ?? ofType.get(`${server_type} ${location}`),
    ]),
  );
  return (name) => ofName.get(name);
}

/** What a drifted resource costs an hour: a server that is still there. One that is gone is not billed; others have no price. */
export const changeCost = ({ resource, type, change }: DriftChange, priceOf: PriceOfName): number | undefined =>
  type?.endsWith(':Server') && change !== 'delete' ? priceOf(resource) : undefined;

/** What all drifted servers of a stack cost an hour; undefined where it has none with a known price. */
export function driftCost(changes: readonly DriftChange[], priceOf: PriceOfName): number | undefined {
  // A server may stand there once for each kind of change.
  const costs = new Map(changes.map((change) => [change.resource, changeCost(change, priceOf)]));
  const known = [...costs.values()].filter((cost) => cost !== undefined);
  return known.length > 0 ? known.reduce((sum, cost) => sum + cost, 0) : undefined;
}

/** `Server` of `hcloud:index/server:Server`. */
export const kindOfType = (type: string): string => type.slice(type.lastIndexOf(':') + 1);
