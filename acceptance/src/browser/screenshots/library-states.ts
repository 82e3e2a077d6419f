import { CreatedOperatorKey } from '@prego/contracts';
import { Client } from '../../testing/client.ts';
import { Library } from '../../testing/library.ts';
import { until } from '../../testing/poll.ts';

/** A server is ordered. */
const ORDER = { request: { method: 'POST', path: '/v1/servers' } };
const SOLD_OUT = { ...ORDER, count: 1000, status: 412, code: 'resource_unavailable' };

/**
 * Brings a world into every state of a provisioning, by an operator who has a key of her own: one that is there, one returned,
 * one whose return has failed at a server that somebody has protected, and one that finds no room anywhere.
 */
export async function bringLibraryIntoStates(client: Client): Promise<Library> {
  const { key } = await client.internal('POST', '/internal/operator-keys', CreatedOperatorKey, { name: 'anna' });
  const anna = new Client({ connection: { ...client.world.connection, internal_api_key: key } });
  const library = await Library.open(anna);
  const there = async (template: string, name: string, server_prefix: string) =>
    await library.ended(await library.provision(template, name, { server_prefix }), 'provisioned');
  const [forge, trio] = await Promise.all([
    there('forgejo', 'Old forge', 'old-forge'),
    there('dedicated-trio', 'Spring campaign', 'spring'),
    there('postgresql', 'Orders database', 'orders-db'),
  ]);
  await protect(client, 'spring-db');
  const back = [forge, trio].map(({ provisioning_id, name }) => library.giveBack(provisioning_id, name));
  const [returned, failed] = await Promise.all(back);
  if (returned) await library.ended(returned, 'returned');
  if (failed) await library.ended(failed, 'return_failed');
  await client.fault(SOLD_OUT);
  const unlucky = await library.provision('shared-node', 'Batch node', { server_prefix: 'batch' });
  await library.ended(unlucky, 'provision_failed');
  await client.noFaults();
  return library;
}

/** Nobody can delete it until the protection is taken away. */
async function protect(client: Client, server: string): Promise<void> {
  const { id } = (await client.servers()).find(({ name }) => name === server) ?? {};
  await client.hetzner('POST', `/servers/${id}/actions/change_protection`, { delete: true, rebuild: true });
}

/** One that goes on for so long (ms), as the cloud takes its time. */
export async function startLongProvisioning(client: Client, library: Library, heldMs: number): Promise<void> {
  await client.fault({ ...ORDER, answer_delay_ms: heldMs });
  const { job_id } = await library.provision('forgejo', 'New forge', { server_prefix: 'new-forge' });
  await until(`${job_id} to order a server`, async () => {
    const { trace_events } = await client.trace(job_id);
    return trace_events.length > 2 ? true : undefined;
  });
}
