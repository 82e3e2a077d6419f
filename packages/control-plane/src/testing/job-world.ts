import { sharedNodeId } from '@prego/contracts/derived-ids';
import type { ControlPlane } from './control-plane.ts';

/** Waits for something that another process does. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 15_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export interface SeededJob {
  readonly job_id: string;
  readonly tenant_id: string;
  readonly node_id: string;
}

let clock = 0;

/** A tenant with its job, seat and outbox row, as a decision writes them. `on`: the node that it lands on; else a new one. */
export async function seedProvision(
  cp: ControlPlane,
  name: string,
  { on, waits = false, ...job }: { on?: string; waits?: boolean } & Record<string, unknown> = {},
): Promise<SeededJob> {
  const now = Date.now() + clock++;
  const job_id = `job_${name}`;
  const tenant_id = name;
  const node_id = on ?? sharedNodeId('sg', job_id);
  const at = { created_at: now, updated_at: now };
  await cp.insert('tenants', {
    ...{ tenant_id, subdomain_slug: name, canonical_hostname: `${name}.prego.test`, plan_tier: 'basic' },
    ...{ region: 'sg', status: 'provisioning', ...at },
  });
  if (!on) await seedNode(cp, node_id, { job_id });
  await cp.insert('seats', { tenant_id, node_id, job_id, kind: 'reservation', seat_limit: 100, since: now });
  await cp.insert('provision_jobs', {
    ...{
      job_id,
      kind: 'provision',
      status: waits ? 'waiting' : 'queued',
      tenant_id,
      trace_id: `trace_${name}`,
      region: 'sg',
    },
    ...{ infra_mode: on ? 'use_existing' : 'create_new_server', target_server_id: on ?? null, stack: on ? null : 'sg' },
    ...{
      waits_for: waits ? 'node' : null,
      waits_for_node: waits ? node_id : null,
      created_by: 'gateway',
      ...at,
      ...job,
    },
  });
  if (!waits) await seedOutbox(cp, job_id);
  return { job_id, tenant_id, node_id };
}

export const seedOutbox = (cp: ControlPlane, job_id: string, attempt = 1) =>
  cp.insert('outbox', { job_id, attempt, due_at: 0 });

export async function seedNode(cp: ControlPlane, node_id: string, node: Record<string, unknown> = {}): Promise<void> {
  const now = Date.now();
  await cp.insert('nodes', {
    ...{
      node_id,
      region: 'sg',
      role: 'shared',
      status: 'provisioning',
      stack: 'sg',
      job_id: 'job_other',
      capacity: 100,
    },
    ...{ created_at: now, updated_at: now, ...node },
  });
}

/** A return of a tenant, or a node's end. */
export async function seedOther(cp: ControlPlane, name: string, job: Record<string, unknown>): Promise<string> {
  const now = Date.now() + clock++;
  const job_id = `job_${name}`;
  await cp.insert('provision_jobs', {
    ...{ job_id, status: 'queued', trace_id: `trace_${name}`, region: 'sg', infra_mode: 'use_existing' },
    ...{ created_by: 'operator', created_at: now, updated_at: now, ...job },
  });
  await seedOutbox(cp, job_id);
  return job_id;
}

/** What the queue brings: of these attempts, in this order. */
export async function deliver(cp: ControlPlane, ...jobIds: string[]): Promise<void> {
  for (const job_id of jobIds) await cp.env.DISPATCH_QUEUE.send({ job_id, attempt: 1 });
}

export async function jobRow(cp: ControlPlane, job_id: string) {
  const [row] = await cp.rows<Record<string, unknown>>('SELECT * FROM provision_jobs WHERE job_id = ?', job_id);
  if (!row) throw new Error(`there is no ${job_id}`);
  return row;
}

/** Waits until a job has this status. */
export const reaches = (cp: ControlPlane, job_id: string, status: string) =>
  until(`${job_id} is ${status}`, async () => {
    const row = await jobRow(cp, job_id);
    return row.status === status && row;
  });

/** Moves the control plane's clock on, to where nothing has to be waited for. */
export const moveClock = (cp: ControlPlane, offset_ms: number) =>
  cp.call('PUT', '/internal/clock', { body: { offset_ms } });
