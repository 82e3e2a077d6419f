import type { Client } from '../../testing/client.ts';
import { until } from '../../testing/poll.ts';
import { bringLibraryIntoStates, startLongProvisioning } from './library-states.ts';
import { fillMetricsHistory } from './metrics-history.ts';

/** A server is ordered; `skip` in a fault that meets it lets so many orders pass. */
const ORDER = { request: { method: 'POST', path: '/v1/servers' } };
const SOLD_OUT = { ...ORDER, count: 1000, status: 412, code: 'resource_unavailable' };
/** Longer than anybody looks at it. */
const HELD_MS = 3_600_000;

const wish = (plan_tier: 'free' | 'basic' | 'professional' | 'enterprise', region: 'sg' | 'us' | 'eu') =>
  ({ plan_tier, region }) as const;

/**
 * Brings an empty world into every state that the console shows: tenants done on shared and on dedicated servers, one of them at
 * its second attempt; one failed where the cloud is sold out and one at a foreign DNS record; a returned and a cancelled one; a
 * cordoned node beside one that takes tenants; a server that is in no state and billed; at last, one that waits for the node
 * of another, whose run goes on for an hour. Takes a minute or two.
 */
export async function bringIntoStates(client: Client, tell: (what: string) => void): Promise<void> {
  tell('a region gets its first node, another is sold out');
  await done(client, 'acme', wish('basic', 'sg'));
  const cedar = await soldOut(client, 'cedar');
  tell('a trio is retried, a second node is bought');
  await client.retry(cedar);
  await Promise.all([client.ended(cedar), sharedTenants(client)]);
  tell('one finds a foreign address, one is returned, one is sold out');
  await Promise.all([foreignAddress(client, 'elm'), givenBack(client, 'grove')]);
  await soldOut(client, 'fir');
  tell('a server that is nobody’s');
  await orphan(client);
  tell('the library is used');
  const library = await bringLibraryIntoStates(client);
  await fillMetricsHistory(client);
  tell('one waits for the node of another');
  await waitingForRunning(client);
  await startLongProvisioning(client, library, HELD_MS);
}

async function done(client: Client, tenantId: string, wanted: ReturnType<typeof wish>): Promise<void> {
  const { job_id } = await client.signUp(tenantId, wanted);
  await client.ended(job_id);
}

/** The first node is closed to new tenants, so that the next one buys a second. */
async function sharedTenants(client: Client): Promise<void> {
  const [first] = await client.servers();
  await done(client, 'birch', wish('free', 'sg'));
  await client.changeNode(first?.name ?? '', 'cordon', 'kernel update on Sunday night');
  await done(client, 'dogwood', wish('professional', 'sg'));
}

/** Somebody has pointed the name at a machine of theirs. */
async function foreignAddress(client: Client, tenantId: string): Promise<void> {
  const { cloudflare_zone } = client.world.connection;
  await client.addRecord({ type: 'A', name: `${tenantId}.${cloudflare_zone}`, content: '203.0.113.9' });
  const { job_id } = await client.signUp(tenantId, wish('basic', 'sg'));
  await client.ended(job_id, 'failed');
}

/** Of its three servers the cloud has two to give. */
async function soldOut(client: Client, tenantId: string): Promise<string> {
  await client.fault({ ...SOLD_OUT, skip: 2 });
  const { job_id } = await client.signUp(tenantId, wish('enterprise', 'eu'));
  await client.ended(job_id, 'failed');
  await client.noFaults();
  return job_id;
}

async function givenBack(client: Client, tenantId: string): Promise<void> {
  await done(client, tenantId, wish('free', 'sg'));
  const { job_id } = await client.giveBack(tenantId);
  await client.ended(job_id);
}

async function orphan(client: Client): Promise<void> {
  const labels = { 'managed-by': 'prego', 'job-id': 'job_by_hand' };
  const server = { name: 'made-by-hand', server_type: 'cpx12', image: 'debian-13', location: 'sin', labels };
  await client.hetzner('POST', '/servers', server);
  const run = await client.dispatch({}, 'inventory.yml');
  if (run.conclusion !== 'success') throw new Error(await client.log(run.id));
}

async function waitingForRunning(client: Client): Promise<void> {
  await client.fault({ ...ORDER, answer_delay_ms: HELD_MS });
  const running = await client.signUp('hazel', wish('basic', 'us'));
  await until(`${running.job_id} to run`, async () =>
    (await client.job(running.job_id)).status === 'running' ? true : undefined,
  );
  const waiting = await client.signUp('iris', wish('free', 'us'));
  const cancelled = await client.signUp('juniper', wish('basic', 'us'));
  await client.cancel(cancelled.job_id);
  await until(`${waiting.job_id} to wait`, async () =>
    (await client.job(waiting.job_id)).status === 'waiting' ? true : undefined,
  );
}
