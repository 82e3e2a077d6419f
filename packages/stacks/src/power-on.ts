import { z } from 'zod';
import type { NodeOutput } from './outputs.ts';
import type { Session } from './session.ts';

const Servers = z.object({ servers: z.array(z.object({ id: z.number(), name: z.string() })) });

/** Of that many the answer is one page, and their names fit into an address. */
const AT_ONCE = 25;

/**
 * Turns on those of the stack's nodes that are off, `wanted` only if they are given, and waits for it. A server whose
 * first start failed stays off, and the engine, which has it in its state, never looks again.
 */
export async function powerOn(
  { clouds, emit }: Session,
  nodes: readonly NodeOutput[],
  wanted: readonly string[] = nodes.map(({ node_id }) => node_id),
): Promise<void> {
  const ours = new Set(nodes.map(({ server_id }) => server_id));
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    const names = wanted.slice(first, first + AT_ONCE).join(',');
    const query = new URLSearchParams({ label_selector: `node-id in (${names})`, status: 'off' });
    const { servers } = await clouds.hetzner.get(`/servers?${query}`, Servers);
    // Anybody may give a server that label.
    for (const { id, name } of servers.filter((server) => ours.has(String(server.id)))) {
      await clouds.hetzner.powerOn(String(id));
      emit({ type: 'message', severity: 'warning', text: `${name} was off: turned on.` });
    }
  }
}
