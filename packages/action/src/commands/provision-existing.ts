import type { Context, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { section } from '../summary.ts';
import { isUsable, realClock, untilReady, withoutHost } from './provision-ready.ts';
import { traceLine } from './provision-summary.ts';

/** The tenant goes to a node that is there: it is looked up, and nothing is made. */
export async function useExisting(
  { io, signal, inputs }: Context<InputsOf<'provision'>>,
  session: AttemptSession,
  nodeId: string,
): Promise<Outcome> {
  session.start(4);
  const waiting = { session, io, clock: realClock(io, signal), withinMs: inputs.ready_timeout_s * 1000 };
  const [node] = await untilReady(waiting, [nodeId]);
  if (!node || !isUsable(node)) throw withoutHost(nodeId);
  const { host_ipv4, ssh_host_key, status } = node;
  session.done(4, { node_id: nodeId });
  session.done(5, { node_id: nodeId, host_ipv4 });
  session.done(6, { node_id: nodeId });
  io.info(`The tenant goes to ${nodeId} at ${host_ipv4} (${status}).`);
  const found = {
    node_id: nodeId,
    host_ipv4: host_ipv4 ?? '',
    host_key: ssh_host_key ?? '',
    created: false,
  };
  return {
    outputs: { ...found, summary: { ...found, decided: 'existing_node' } },
    summary: [
      section('Place', `The tenant goes to \`${nodeId}\` at ${host_ipv4}. No server was made.`, traceLine(inputs)),
    ],
  };
}
