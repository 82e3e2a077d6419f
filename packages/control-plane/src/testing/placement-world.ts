import { type Answer, type ControlPlane, TEST_VARS } from './control-plane.ts';

/** Empties the control plane and stops it from sending anything, so that jobs stand still where they were put. */
export async function emptyWorld(cp: ControlPlane): Promise<void> {
  await cp.clear();
  await cp.call('PUT', '/internal/dispatch', { body: { paused: true, reason: 'a test looks at it' } });
}

/** Signs a tenant up by way of the gateway; its slug is its id unless `more` says otherwise. */
export const signUp = (
  cp: ControlPlane,
  tenant_id: string,
  more: Record<string, unknown> = {},
  key?: string,
): Promise<Answer> =>
  cp.call('POST', '/v1/tenants', {
    as: 'gateway',
    body: { tenant_id, subdomain_slug: tenant_id, ...more },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

/** Names for as many tenants. */
export const names = (count: number, prefix = 'tenant'): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

interface NodeInWorld {
  readonly region?: string;
  readonly role?: string;
  readonly status?: string;
  readonly capacity?: number;
  readonly memory_pct?: number;
  /** How long ago it last reported; null: never. */
  readonly age_s?: number | null;
}

let seq = 0;

/** A node that serves tenants, or would but for what is said of it. */
export async function putNode(cp: ControlPlane, node_id: string, node: NodeInWorld = {}): Promise<void> {
  const { region = 'sg', role = 'shared', status = 'ready', capacity = 20, memory_pct = 40, age_s = 5 } = node;
  const now = Date.now();
  await cp.insert('nodes', {
    ...{ node_id, region, role, status, stack: region, job_id: `job_of_${node_id}`, capacity },
    ...{ created_at: now, updated_at: now },
  });
  if (age_s === null) return;
  const load = { cpu_pct: 20, memory_pct, disk_pct: 30 };
  await cp.insert('server_metrics', { node_id, region, ...load, updated_at: now - age_s * 1000, seq: ++seq });
}

/** The row of a tenant's job. */
export async function jobOfTenant(cp: ControlPlane, tenantId: string) {
  const [row] = await cp.rows<Record<string, unknown>>(
    'SELECT * FROM provision_jobs WHERE tenant_id = ? ORDER BY created_at DESC, job_id DESC',
    tenantId,
  );
  if (!row) throw new Error(`${tenantId} has no job`);
  return row;
}

export async function count(cp: ControlPlane, table: string, where = '1 = 1'): Promise<number> {
  const [row] = await cp.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`);
  return row?.n ?? Number.NaN;
}

/** Puts a job where a run would have brought it, by the moves that are allowed. */
export async function runTo(cp: ControlPlane, jobId: string, status: 'completed' | 'failed'): Promise<void> {
  const answer = await runToEnd(cp, jobId, status);
  if (answer.status !== 200) throw new Error(`${jobId}: ${JSON.stringify(answer.body)}`);
}

/** The same where somebody else may end the job meanwhile: answers what the end's callback was told, a refusal too. */
export async function runToEnd(cp: ControlPlane, jobId: string, status: 'completed' | 'failed'): Promise<Answer> {
  for (const next of ['dispatching', 'running']) {
    await cp.rows('UPDATE provision_jobs SET status = ?, rev = rev + 1 WHERE job_id = ?', next, jobId);
  }
  const error = { code: 'test', message: 'as the test wants it' };
  const body = status === 'completed' ? { status } : { status, error };
  return await cp.post(`/internal/provision-jobs/${jobId}/callback`, body);
}

/** What the launch view answers to the token of a link. */
export const launchWith = (cp: ControlPlane, url: string): Promise<Answer> => {
  const [page, token = ''] = url.split('#token=');
  if (page !== `${TEST_VARS.PUBLIC_URL}/launch`) throw new Error(`${url} leads elsewhere`);
  return cp.call('GET', '/v1/launch', { as: { token } });
};
