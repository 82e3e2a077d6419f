import type { DriftStatus, JobKind, JobStatus, NodeRole, NodeStatus, Region } from '@prego/contracts';
import { oneOf, textOf } from '../../plain-search.ts';
import { REGIONS } from '../../ui/closed-sets.ts';

export const INFRA_TABS = ['jobs', 'nodes', 'trace', 'orphans', 'dispatch'] as const;
export type InfraTab = (typeof INFRA_TABS)[number];

export const JOB_STATUSES = [
  'failed',
  'running',
  'dispatched',
  'dispatching',
  'waiting',
  'queued',
  'completed',
  'cancelled',
] as const satisfies readonly JobStatus[];
export const JOB_KINDS = [
  'provision',
  'return',
  'library_provision',
  'library_return',
  'retire_node',
] as const satisfies readonly JobKind[];
export const NODE_STATUSES = [
  'failed',
  'provisioning',
  'ready',
  'cordoned',
  'draining',
  'retired',
] as const satisfies readonly NodeStatus[];
export const NODE_ROLES = ['shared', 'app', 'db', 'redis'] as const satisfies readonly NodeRole[];
export const DRIFT_STATUSES = ['failed', 'drifted', 'in_sync'] as const satisfies readonly DriftStatus[];
/** Jobs that were made within so long; what is not here is a time. */
export const SINCES = ['1h', '24h', '7d', '30d'] as const;
export const JOB_ORDERS = ['failures_first', 'newest'] as const;

/** What the address of the page says. Absent: jobs, failures first, of all. */
export interface InfraSearch {
  tab?: InfraTab;
  /** Of jobs and nodes. */
  region?: Region;
  /** Of jobs and of drift. */
  stack?: string;

  /** Jobs in one of these. */
  status?: readonly JobStatus[];
  kind?: JobKind;
  tenant_id?: string;
  /** One of SINCES, or a time as ISO 8601 has it, in UTC. */
  since?: string;
  order?: (typeof JOB_ORDERS)[number];

  node_id?: string;
  node_status?: NodeStatus;
  role?: NodeRole;
  stale?: 'true' | 'false';
  sort?: string;

  drift_status?: DriftStatus;

  trace_id?: string;
}

/** What of it can be used; the rest is as if it were not there. */
export function infraSearch(raw: Record<string, unknown>): InfraSearch {
  return present({
    tab: oneOf(INFRA_TABS, raw.tab),
    region: oneOf(REGIONS, raw.region),
    stack: textOf(raw.stack),
    status: statusesOf(raw.status),
    kind: oneOf(JOB_KINDS, raw.kind),
    tenant_id: textOf(raw.tenant_id),
    since: sinceOf(raw.since),
    order: oneOf(JOB_ORDERS, raw.order),
    node_id: textOf(raw.node_id),
    node_status: oneOf(NODE_STATUSES, raw.node_status),
    role: oneOf(NODE_ROLES, raw.role),
    stale: oneOf(['true', 'false'], raw.stale),
    sort: textOf(raw.sort),
    drift_status: oneOf(DRIFT_STATUSES, raw.drift_status),
    trace_id: textOf(raw.trace_id),
  });
}

/** In the order of JOB_STATUSES, so that the same choice has one address. */
function statusesOf(value: unknown): JobStatus[] | undefined {
  // A list where the router hands on what this function has made.
  const named = new Set(String(value ?? '').split(','));
  const statuses = JOB_STATUSES.filter((status) => named.has(status));
  return statuses.length > 0 ? statuses : undefined;
}

function sinceOf(value: unknown): string | undefined {
  const preset = oneOf(SINCES, value);
  if (preset) return preset;
  const text = textOf(value);
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return at >= 0 ? new Date(at).toISOString() : undefined;
}

type Present<Of> = { [Key in keyof Of]?: Exclude<Of[Key], undefined> };

const present = <Of extends object>(of: Of): Present<Of> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Present<Of>;
