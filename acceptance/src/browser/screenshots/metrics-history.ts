import { MetricsPage, NodeSummary } from '@prego/contracts';
import { z } from 'zod';
import type { Client } from '../../testing/client.ts';
import { until } from '../../testing/poll.ts';

const HOURS = 12;
const HOUR_MS = 3_600_000;

const Nodes = z.object({ items: z.array(NodeSummary) });

/**
 * Lets half a day of load pass over every node: the control plane's clock is set back and comes forward hour by hour, and in
 * each of them the nodes report what they are told to be busy with.
 */
export async function fillMetricsHistory(client: Client): Promise<void> {
  const { items } = await client.internal('GET', '/internal/nodes?limit=100', Nodes);
  const reporting = items.filter(({ status }) => status === 'ready' || status === 'cordoned');
  for (let ago = HOURS - 1; ago >= 0; ago--) {
    await client.moveClock(-ago * HOUR_MS);
    for (const [index, { hetzner_server_id }] of reporting.entries()) {
      await client.sandbox('PATCH', `/machines/${hetzner_server_id}`, z.unknown(), loadAt(index, ago));
    }
    await Promise.all(reporting.map(({ node_id }) => reportedInHour(client, node_id, ago)));
  }
}

async function reportedInHour(client: Client, nodeId: string, ago: number): Promise<void> {
  await until(`${nodeId} to have reported ${ago} hours ago`, async () => {
    const path = `/internal/server-metrics?node_id=${nodeId}&hours=${HOURS}`;
    const { hourly = [] } = await client.internal('GET', path, MetricsPage);
    const wanted = Math.floor(Date.now() / HOUR_MS) - ago;
    return hourly.some(({ hour }) => hour === wanted * HOUR_MS) ? true : undefined;
  });
}

/** A working day on the node of this number, in percent. */
function loadAt(node: number, hoursAgo: number): { cpu_pct: number; memory_pct: number; disk_pct: number } {
  const day = Math.sin(((HOURS - hoursAgo) / HOURS) * Math.PI);
  const base = 12 + ((node * 17) % 40);
  return {
    cpu_pct: Math.round(base + 30 * day),
    memory_pct: Math.round(base + 15 + 10 * day),
    disk_pct: Math.round(base / 2 + 20 + (HOURS - hoursAgo) / 2),
  };
}
