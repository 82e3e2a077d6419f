import { z } from 'zod';
import type { Client } from './client.ts';
import type { Hold, HoldingProxy } from './holding-proxy.ts';
import { until } from './poll.ts';

/** Longer than any test: it marks the point at which a run is stopped, and is no time that is waited for. */
const HOLD_MS = 600_000;

/** A request to one of the clouds, held before it arrives or after it has had its effect. */
export interface CloudStop {
  readonly cloud: { readonly method: string; readonly path: string; readonly skip?: number };
  readonly when: 'before' | 'after';
}
/** The same of a request to the control plane. */
export interface ControlPlaneStop {
  readonly controlPlane: Omit<Hold, 'when'>;
  readonly when: 'before' | 'after';
}
export type Stop = CloudStop | ControlPlaneStop;

export interface StopWorld {
  readonly client: Client;
  readonly proxy: HoldingProxy;
}

/** Arms the stop; what it answers resolves once a run has come to it. */
export async function arm({ client, proxy }: StopWorld, stop: Stop): Promise<() => Promise<void>> {
  if ('controlPlane' in stop) {
    const held = proxy.hold({ ...stop.controlPlane, when: stop.when });
    return () => held;
  }
  const { method, path, skip = 0 } = stop.cloud;
  const delay = stop.when === 'before' ? { delay_ms: HOLD_MS } : { answer_delay_ms: HOLD_MS };
  const body = { request: { method, path }, skip, ...delay };
  const { id } = await client.sandbox('POST', '/faults', z.object({ id: z.number() }), body);
  const Faults = z.object({ faults: z.array(z.object({ id: z.number() })) });
  return async () => {
    await until(`a run to come to ${method} ${path}`, async () => {
      const { faults } = await client.sandbox('GET', '/faults', Faults);
      // One that has met all that it was for is gone from the list.
      return faults.some((fault) => fault.id === id) ? undefined : true;
    });
  };
}

const ORDER = { method: 'POST', path: '/v1/servers' };
const REGISTRATION = { method: 'POST', path: /\/nodes$/ };
const LOOK_AT_NODE = { method: 'GET', path: /\/nodes\// };
const callback = (word: RegExp) => ({ method: 'POST', path: /\/callback$/, body: word });
const story = (word: RegExp) => ({ method: 'POST', path: /\/trace-events$/, body: word });

/**
 * On the way of a tenant that gets a new node, in their order; with those of the other list there is one in each UI step that the
 * action tells of, 4 to 9, and in the one that its last word leads to. Steps 1 to 3 are the control plane's.
 */
export const STOPS_OF_A_NEW_NODE: readonly (readonly [string, Stop])[] = [
  ['while it claims its work', { controlPlane: { method: 'POST', path: /\/claim$/ }, when: 'after' }],
  ['in step 4, before the server is ordered', { cloud: ORDER, when: 'before' }],
  ['in step 4, after the server is ordered, unanswered', { cloud: ORDER, when: 'after' }],
  ['in step 5, with a server that it has not registered', { controlPlane: REGISTRATION, when: 'before' }],
  ['in step 6, while the node is registered', { controlPlane: REGISTRATION, when: 'after' }],
  ['in step 6, while the lease is given back', { controlPlane: callback(/lease_released/), when: 'before' }],
  ['in step 6, while it waits for the node to report', { controlPlane: LOOK_AT_NODE, when: 'before' }],
];

const RECORDS = { method: 'POST', path: '/client/v4/zones/*/dns_records' };
/** Records are looked at once before one is made, and once by the workflow's last job. */
export const LAST_CHECK: Stop = { cloud: { method: 'GET', path: RECORDS.path, skip: 1 }, when: 'before' };
/** Where workspaces are installed, which PREGO_CONFIGURE asks for. */
export const INSTALLATION: Stop = { controlPlane: story(/step_08.*started/), when: 'before' };

/** On the way of a tenant that goes to a node that is there. */
export const STOPS_OF_AN_EXISTING_NODE: readonly (readonly [string, Stop])[] = [
  ['in step 4, while it looks its node up', { controlPlane: LOOK_AT_NODE, when: 'before' }],
  ['in step 5, while it tells that the server is ready', { controlPlane: story(/step_05/), when: 'before' }],
  ['in step 7, after the record is made, unanswered', { cloud: RECORDS, when: 'after' }],
  ['in step 7, while the record is told', { controlPlane: callback(/record_id/), when: 'before' }],
  ['in step 8, as the installation begins', INSTALLATION],
  ['in step 9, while the record is verified', LAST_CHECK],
  ['before step 10, while the completion is told', { controlPlane: callback(/completed/), when: 'after' }],
];
