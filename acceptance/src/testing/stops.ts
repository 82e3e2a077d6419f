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

const STEP_4 = { method: 'POST', path: '/v1/servers' };
const callback = (word: RegExp) => ({ method: 'POST', path: /\/callback$/, body: word });

/** On the way of a tenant that gets a new node, in their order. */
export const STOPS_OF_A_NEW_NODE: readonly (readonly [string, Stop])[] = [
  ['while it claims its work', { controlPlane: { method: 'POST', path: /\/claim$/ }, when: 'after' }],
  ['before the server is ordered', { cloud: STEP_4, when: 'before' }],
  ['after the server is ordered, unanswered', { cloud: STEP_4, when: 'after' }],
  ['while the node is registered', { controlPlane: { method: 'POST', path: /\/nodes$/ }, when: 'after' }],
  ['while the lease is given back', { controlPlane: callback(/lease_released/), when: 'before' }],
  ['while it waits for the node to report', { controlPlane: { method: 'GET', path: /\/nodes\// }, when: 'before' }],
];

const RECORDS = { method: 'POST', path: '/client/v4/zones/*/dns_records' };

/** On the way of a tenant that goes to a node that is there. */
export const STOPS_OF_AN_EXISTING_NODE: readonly (readonly [string, Stop])[] = [
  ['while it looks its node up', { controlPlane: { method: 'GET', path: /\/nodes\// }, when: 'before' }],
  ['after the record is made, unanswered', { cloud: RECORDS, when: 'after' }],
  ['while the record is told', { controlPlane: callback(/record_id/), when: 'before' }],
  ['while the completion is told', { controlPlane: callback(/completed/), when: 'after' }],
];
