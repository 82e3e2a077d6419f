import { NodeSummary } from '@prego/contracts';
import { z } from 'zod';
import { Client } from './client.ts';
import { HoldingProxy } from './holding-proxy.ts';
import type { StopWorld } from './stops.ts';
import { World } from './world.ts';

/** A world whose workflows reach the control plane through a proxy that can hold their requests. */
export async function openStopWorld(): Promise<StopWorld & { world: World; close(): Promise<void> }> {
  const world = await World.open();
  const client = new Client(world);
  const proxy = await HoldingProxy.before(world.connection.control_plane_url);
  await client.setVariable('PREGO_CONTROL_PLANE_URL', proxy.url);
  return {
    ...{ world, client, proxy },
    close: async () => {
      await proxy.close();
      await world.close();
    },
  };
}

const Nodes = z.object({ items: z.array(NodeSummary) });

/** From now on the next tenant of the region needs a new node; or may have one of those that are there. */
export async function closeNodes(client: Client, closed: boolean): Promise<void> {
  const { items } = await client.internal('GET', '/internal/nodes?limit=100', Nodes);
  const from = closed ? 'ready' : 'cordoned';
  for (const { node_id, status, role } of items) {
    if (status === from && role === 'shared') await client.changeNode(node_id, closed ? 'cordon' : 'uncordon');
  }
}

/** What must hold however often runs were killed: nothing made twice, nothing billed that no node is, nothing forgotten. */
export async function discrepancies(client: Client): Promise<string[]> {
  const made = await client.everMade();
  const twice = made.filter((name, index) => made.indexOf(name) !== index).map((name) => `${name} was made twice`);
  const { items } = await client.internal('GET', '/internal/nodes?limit=100', Nodes);
  const living = items.filter(({ status }) => status !== 'retired').map(({ node_id }) => node_id);
  const servers = (await client.servers()).map(({ name }) => name);
  const orphans = servers.filter((name) => !living.includes(name)).map((name) => `${name} is no node`);
  const billed = (await client.billed()).filter((what) => what.startsWith('server '));
  const left = billed.filter((what) => !servers.includes(what.slice('server '.length)));
  const gone = left.map((what) => `${what} is billed and not there`);
  const stray = (await client.strayAddresses()).map((name) => `${name} is billed for no server`);
  const missing = living.filter((name) => !servers.includes(name)).map((name) => `${name} has no server`);
  const names = (await client.records()).map(({ name }) => name);
  const records = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} has two records`);
  return [...twice, ...orphans, ...gone, ...stray, ...missing, ...records];
}
