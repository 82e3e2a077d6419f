import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeDetail, NodeStatus } from '@prego/contracts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { Io } from '../runner/io.ts';
import { duration } from '../summary.ts';

/** Time as it is waited in. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Throws ActionError `cancelled` once the run is to end. */
  rest(ms: number): Promise<void>;
}

export function realClock(io: Pick<Io, 'now'>, signal: AbortSignal): Clock {
  return {
    now: () => io.now(),
    rest: async (ms) => {
      await sleep(ms, undefined, { signal }).catch(() => {
        throw new ActionError(
          'cancelled',
          'The run was cancelled while it waited for nodes to report.',
          'Retry the job when it is wanted after all: the servers are there.',
        );
      });
    },
  };
}

/** A node boots in half a minute and reports every minute: seldom enough to be no load, often enough to be no delay. */
const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 3_000;
const LONGER = 1.5;

/** It reports, whether or not it takes further tenants. */
const REPORTS: readonly NodeStatus[] = ['ready', 'cordoned', 'draining'];
const LOST: readonly NodeStatus[] = ['retired', 'failed'];

export const isUsable = ({ status, host_ipv4 }: NodeDetail): boolean => REPORTS.includes(status) && Boolean(host_ipv4);

export interface Waiting {
  readonly session: Pick<AttemptSession, 'node'>;
  readonly io: Pick<Io, 'info'>;
  readonly clock: Clock;
  readonly withinMs: number;
}

/**
 * Waits until all of these nodes have reported themselves, and answers them in this order. Throws ActionError `node_unusable` for
 * one that is retired or failed, `nodes_not_ready` once the time is over, and `cancelled`.
 */
export async function untilReady(
  { session, io, clock, withinMs }: Waiting,
  nodeIds: readonly string[],
): Promise<NodeDetail[]> {
  const since = clock.now();
  const ready = new Map<string, NodeDetail>();
  const missing = (): string[] => nodeIds.filter((id) => !ready.has(id));
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * LONGER, LAST_PAUSE_MS)) {
    for (const node of await look(session, missing(), clock.now() - since < withinMs)) {
      if (LOST.includes(node.status)) throw lost(node);
      if (!REPORTS.includes(node.status)) continue;
      ready.set(node.node_id, node);
      if (pause > FIRST_PAUSE_MS) io.info(`${node.node_id} reports, ${duration(clock.now() - since)} later.`);
    }
    if (missing().length === 0) return nodeIds.map((id) => ready.get(id) as NodeDetail);
    if (clock.now() - since >= withinMs) throw notReady(missing(), withinMs);
    if (pause === FIRST_PAUSE_MS) io.info(waitingLine(missing(), since, withinMs));
    await clock.rest(pause);
  }
}

/** A control plane that is away for a moment is no reason to give up servers that are there. */
async function look(session: Waiting['session'], nodeIds: readonly string[], patient: boolean): Promise<NodeDetail[]> {
  try {
    return await Promise.all(nodeIds.map((id) => session.node(id)));
  } catch (error) {
    if (patient && error instanceof ActionError && error.code === 'control_plane_unreachable') return [];
    throw error;
  }
}

function waitingLine(nodeIds: readonly string[], since: number, withinMs: number): string {
  const time = new Date(since).toISOString().slice(11, 19);
  return `Waiting for ${nodeIds.join(', ')} to report, since ${time} UTC, for at most ${duration(withinMs)}.`;
}

function lost({ node_id, status, status_reason }: NodeDetail): ActionError {
  return new ActionError(
    'node_unusable',
    `${node_id} is ${status}${status_reason ? ` (${status_reason})` : ''}: it can't take the tenant.`,
    'Retry the job: the control plane decides again where the tenant goes.',
  );
}

/** Of a node that reports, and nothing can lead to. */
export function withoutHost(nodeId: string): ActionError {
  return new ActionError(
    'node_unusable',
    `${nodeId} has no public IPv4 address, so nothing can lead to it.`,
    'Look at the node in the console; if its registration lacks the address, retry the job that made it.',
  );
}

function notReady(nodeIds: readonly string[], withinMs: number): ActionError {
  return new ActionError(
    'nodes_not_ready',
    `${nodeIds.join(', ')} ${nodeIds.length > 1 ? 'have' : 'has'} not reported within ${duration(withinMs)}.`,
    'Look on the server whether its first boot went well (cloud-init status --long) and whether it reaches the control plane. Then retry the job: it goes on waiting, and makes nothing anew.',
  );
}

/** How long a host key may come after the first report: a node sends both in one go, in either order. */
const HOST_KEY_WITHIN_MS = 5_000;

/** The node's SSH host key as known_hosts has it; '' where it tells none. */
export async function hostKeyOf({ session, clock }: Omit<Waiting, 'withinMs'>, node: NodeDetail): Promise<string> {
  const since = clock.now();
  let { ssh_host_key: key } = node;
  for (let pause = FIRST_PAUSE_MS; key === null && clock.now() - since < HOST_KEY_WITHIN_MS; pause *= LONGER) {
    await clock.rest(pause);
    key = (await session.node(node.node_id)).ssh_host_key;
  }
  return key ?? '';
}
