import type { CloudServer, NodeSummary, ServerType } from '@prego/contracts';

/** What a node costs an hour, net, by what automation last saw; undefined where it does not know. */
export type PriceOfNode = (
  node: Pick<NodeSummary, 'hetzner_server_id' | 'server_type' | 'location'>,
) => number | undefined;

/** The server's own price with its public address, where it was listed; else that of its type in its place. */
export function pricesFrom(
  servers: readonly Pick<CloudServer, 'id' | 'hourly_cost'>[],
  types: readonly Pick<ServerType, 'name' | 'prices'>[],
): PriceOfNode {
  const ofServer = new Map(servers.map(({ id, hourly_cost }) => [id, hourly_cost ?? undefined]));
  const ofType = new Map(
    types.flatMap(({ name, prices }) => prices.map(({ location, hourly }) => [`${name} ${location}`, hourly])),
  );
  return ({ hetzner_server_id, server_type, location }) =>
    (hetzner_server_id === null ? undefined : ofServer.get(hetzner_server_id)) ??
    ofType.get(`${server_type} ${location}`);
}
