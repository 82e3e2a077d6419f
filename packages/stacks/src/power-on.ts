import { z } from 'zod';
import type { Session } from './session.ts';

const Servers = z.object({ servers: z.array(z.object({ id: z.number(), name: z.string() })) });

/**
 * Turns on those of the nodes that are off, and waits for it. A server whose first start failed stays off, and the
 * engine, which has it in its state, never looks again.
 */
export async function powerOn({ clouds, emit }: Session, nodes: readonly string[]): Promise<void> {
  if (nodes.length === 0) return;
  const query = new URLSearchParams({ label_selector: `node-id in (${nodes.join(',')})`, status: 'off' });
  const { servers } = await clouds.hetzner.get(`/servers?${query}`, Servers);
  for (const { id, name } of servers) {
    await clouds.hetzner.powerOn(String(id));
    emit({ type: 'message', severity: 'warning', text: `${name} was off: turned on.` });
  }
}
