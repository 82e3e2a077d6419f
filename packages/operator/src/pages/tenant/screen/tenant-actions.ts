import type { JobKind, JobSummary, TenantDetail } from '@prego/contracts';
import { isActiveJob } from '../../../ui/active-job.ts';

type Job = Pick<JobSummary, 'job_id' | 'kind' | 'status' | 'attempt' | 'dedicated'>;
type Tenant = Pick<TenantDetail, 'status' | 'plan_tier' | 'subdomain_slug' | 'seat'>;

/** What the actions rest on. The control plane goes by the same rules and has the last word. */
export interface ActionFacts {
  readonly tenant: Tenant;
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** Whether GitHub's run of the job under way is known; undefined while it was not read. */
  readonly runKnown: boolean | undefined;
  /** Its own servers that are not retired. */
  readonly ownNodes: readonly string[];
}

/** Why something is not offered. */
export type Why =
  | {
      readonly code: 'job_active' | 'returning' | 'half_returned' | 'run_unknown';
      readonly job_id: string;
      readonly kind: JobKind;
    }
  | { readonly code: 'has_servers'; readonly job_id: string }
  | { readonly code: 'nothing_failed' | 'nothing_moves' | 'lives' | 'returned' };

type Offered<May> = ({ readonly may: true } & May) | { readonly may: false; readonly why: Why };

export interface Actions {
  readonly retry: Offered<{ readonly job_id: string; readonly kind: JobKind; readonly next: number }>;
  readonly cancel: Offered<{ readonly job_id: string; readonly kind: JobKind; readonly running: boolean }>;
  /** `fixed`: a living tenant keeps its tier, region and slug. */
  readonly enqueue: Offered<{ readonly fixed: boolean }>;
  /** `destroys` these servers, or leaves the shared node as it is. */
  readonly giveBack: Offered<{
    readonly name: string;
    readonly destroys: readonly string[] | null;
    readonly keeps: string | null;
  }>;
}

/** What may be done with a tenant now, and why the rest may not. */
export function actionsOf(facts: ActionFacts): Actions {
  const active = facts.jobs.find(({ status }) => isActiveJob(status));
  return {
    retry: retryOf(facts, active),
    cancel: cancelOf(facts, active),
    enqueue: enqueueOf(facts, active),
    giveBack: giveBackOf(facts, active),
  };
}

const no = (why: Why) => ({ may: false, why }) as const;
const under = ({ job_id, kind }: Job, code: 'job_active' | 'returning' | 'half_returned' | 'run_unknown'): Why => ({
  code,
  job_id,
  kind,
});

function retryOf({ tenant, jobs: [newest] }: ActionFacts, active: Job | undefined): Actions['retry'] {
  if (active) return no(under(active, 'job_active'));
  if (tenant.status === 'returned') return no({ code: 'returned' });
  if (!newest || newest.status === 'completed') return no({ code: 'nothing_failed' });
  if (newest.kind === 'provision' && tenant.status === 'active') return no({ code: 'lives' });
  return { may: true, job_id: newest.job_id, kind: newest.kind, next: newest.attempt + 1 };
}

function cancelOf({ runKnown }: ActionFacts, active: Job | undefined): Actions['cancel'] {
  if (!active) return no({ code: 'nothing_moves' });
  const running = active.status === 'running';
  if (running && runKnown === false) return no(under(active, 'run_unknown'));
  return { may: true, job_id: active.job_id, kind: active.kind, running };
}

function enqueueOf({ tenant, jobs, ownNodes }: ActionFacts, active: Job | undefined): Actions['enqueue'] {
  if (active) return no(under(active, 'job_active'));
  if (tenant.status === 'returned') return { may: true, fixed: false };
  if (tenant.status === 'active') return no({ code: 'lives' });
  const [newest] = jobs;
  if (newest && newest.kind !== 'provision') return no(under(newest, 'half_returned'));
  // Another job would put three more servers beside its own.
  if (newest?.dedicated && ownNodes.length > 0) return no({ code: 'has_servers', job_id: newest.job_id });
  return { may: true, fixed: true };
}

function giveBackOf({ tenant, ownNodes }: ActionFacts, active: Job | undefined): Actions['giveBack'] {
  if (active) return no(under(active, active.kind === 'return' ? 'returning' : 'job_active'));
  if (tenant.status === 'returned') return no({ code: 'returned' });
  const dedicated = tenant.plan_tier === 'enterprise';
  const keeps = dedicated ? null : (tenant.seat?.node_id ?? null);
  return { may: true, name: tenant.subdomain_slug, destroys: dedicated ? ownNodes : null, keeps };
}
