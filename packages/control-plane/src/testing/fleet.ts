import { createHash } from 'node:crypto';
import { nodeTokenFor } from '../auth/node-token.ts';
import { type Answer, type ControlPlane, TEST_VARS } from './control-plane.ts';

/** Nodes, jobs and tokens as the tests of the fleet want them. */
export const NODE = 'sg-s-7k2m9qxb';
export const OTHER_NODE = 'sg-s-2222bbbb';
export const JOB = 'job_fleet';

/** A node's row; shared, decided by `JOB` and not registered yet, unless told otherwise. */
export const nodeRow = (node_id: string, more: Record<string, unknown> = {}) => ({
  node_id,
  region: node_id.slice(0, 2),
  role: 'shared',
  status: 'provisioning',
  stack: node_id.slice(0, 2),
  job_id: JOB,
  capacity: 20,
  created_at: 1,
  updated_at: 1,
  ...more,
});

/** A row of a node that serves tenants. */
export const readyNode = (node_id: string, more: Record<string, unknown> = {}) =>
  nodeRow(node_id, { status: 'ready', registered_at: 1, ...more });

export const jobRow = (job_id: string, more: Record<string, unknown> = {}) => ({
  job_id,
  kind: 'provision',
  status: 'running',
  trace_id: job_id.replace('job_', 'trace_'),
  region: 'sg',
  infra_mode: 'create_new_server',
  created_by: 'operator',
  created_at: 1,
  updated_at: 1,
  ...more,
});

/** The token that a node's cloud-init brings. */
export const asNode = async (nodeId: string) => ({ token: await nodeTokenFor([TEST_VARS.NODE_TOKEN_KEY], nodeId, 1) });

/** Writes a job with an attempt that is claimed, and answers the attempt's token. */
export async function claimedJob(cp: ControlPlane, job_id: string, more: Record<string, unknown> = {}) {
  const token = `attempt-token-of-${job_id}`;
  const token_hash = createHash('sha256').update(token).digest('hex');
  await cp.insert('provision_jobs', jobRow(job_id, more));
  const token_expires_at = Date.now() + 3_600_000;
  await cp.insert('job_attempts', {
    job_id,
    attempt: 1,
    status: 'running',
    token_hash,
    token_expires_at,
    created_at: 1,
  });
  return { token };
}

/** Moves the Worker's clock to so many milliseconds from the machine's. */
export async function moveClock(cp: ControlPlane, offsetMs: number): Promise<void> {
  await cp.env.DB.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES ('clock_offset_ms', ?)")
    .bind(String(offsetMs))
    .run();
}

/** The code of a refusal; undefined for what is none. */
export const codeOf = ({ body }: Pick<Answer, 'body'>): string | undefined => body.error?.code;

/** The audit rows about a node, the oldest first. */
export const auditOf = (cp: ControlPlane, node: string) =>
  cp.rows<{ action: string; actor: string; data: string }>(
    'SELECT * FROM audit WHERE node_id = ? ORDER BY audit_id',
    node,
  );
export const actionsOf = async (cp: ControlPlane, node: string) =>
  (await auditOf(cp, node)).map(({ action }) => action);
