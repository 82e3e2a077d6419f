import { expect } from '@jest/globals';
import type { InventoryReport } from '@prego/contracts';
import type { ControlPlane } from './control-plane.ts';
import { WORLD } from './library-world.ts';

export const SEEN = 1_700_000_000_000;

/** All that the library looks at. */
export const LIBRARY_KINDS = [
  ...(['networks', 'ssh_keys', 'locations', 'server_types', 'prices', 'servers', 'volumes'] as const),
];

/** The whole list of a kind, as automation reports it. */
export async function report(
  cp: ControlPlane,
  kind: InventoryReport['kind'],
  items: readonly unknown[],
  seen_at = SEEN,
): Promise<void> {
  expect((await cp.post('/internal/inventory', { kind, items, seen_at })).body).toEqual({ stored: true });
}

/** The world of the unit tests, with a type that is not sold any more and one that is sold where we are not. */
export async function reportWorld(cp: ControlPlane): Promise<void> {
  const { networks, ssh_keys, locations, server_types, ipv4_prices, volume_gb_price, server_names, volume_names } =
    WORLD;
  const addresses = Object.entries(ipv4_prices).map(([location, price]) => ({
    what: 'primary_ipv4',
    location,
    ...price,
  }));
  await report(cp, 'networks', networks);
  await report(cp, 'ssh_keys', ssh_keys);
  await report(
    cp,
    'locations',
    locations.map(({ name, network_zone }) => ({ name, network_zone })),
  );
  await report(cp, 'server_types', [
    ...server_types,
    { ...server_types[0], name: 'cx21', deprecated: true },
    { ...server_types[0], name: 'moon', prices: [{ location: 'moon1', hourly: 1, monthly: 1 }] },
  ]);
  await report(cp, 'prices', [...addresses, { what: 'volume_gb', ...volume_gb_price }]);
  await report(cp, 'servers', serversOf([...server_names]));
  await report(cp, 'volumes', volumesOf([...volume_names]));
}

/** Servers of these names, as a report has them. */
export const serversOf = (names: readonly string[], more: Record<string, unknown> = {}) =>
  names.map((name, index) => ({
    ...{ id: index + 1, name, status: 'running', server_type: 'cx23', location: 'fsn1', stack: null, labels: {} },
    ...more,
  }));

/** Volumes of these names, as a report has them. */
const volumesOf = (names: readonly string[]) =>
  names.map((name, index) => ({ id: index + 1, name, size_gb: 10, location: 'fsn1', stack: null, labels: {} }));
