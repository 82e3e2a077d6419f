import type { ReturnStarted } from '@prego/contracts';
import { actorOf, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { Statement } from '../store/db.ts';
import { type ProvisionJobsRow, provisionJobs } from '../store/tables/jobs.ts';
import { auditStatement } from '../store/write-audit.ts';
import { outboxStatement } from '../store/write-outbox.ts';

/** `started`: by this request. Else it was under way already, or is done. */
export interface Started {
  readonly started: boolean;
  readonly job: ReturnStarted;
}

export type ReturnJob = Pick<
  ProvisionJobsRow,
  'kind' | 'tenant_id' | 'node_id' | 'region' | 'infra_mode' | 'dedicated' | 'target_server_id' | 'stack'
> & { readonly provisioning_id?: string };

/** A new job that gives something back, with its audit row and its place on the list of what is to be dispatched. */
export function newReturnJob(
  { db, now, newId }: Deps,
  caller: Caller,
  what: ReturnJob,
  requestId: string,
): { job: ReturnStarted; statements: Statement[] } {
  const { kind, tenant_id, node_id, stack, provisioning_id } = what;
  const job = {
    job_id: newId('job_'),
    trace_id: newId('trace_'),
    kind,
    status: 'queued' as const,
    tenant_id,
    node_id,
    stack,
  };
  const { job_id } = job;
  return {
    job,
    statements: [
      db
        .insert(provisionJobs)
        .values({ ...what, ...job, created_by: actorOf(caller), created_at: now, updated_at: now }),
      auditStatement(db, {
        ...{ at: now, actor: caller, action: 'job.created', job_id, tenant_id, node_id, request_id: requestId },
        data: { kind, stack, ...(provisioning_id !== undefined && { provisioning_id }) },
      }),
      outboxStatement(db, { job_id, attempt: 1, due_at: now }),
    ],
  };
}

/** A job that is there already, as an answer. */
export const startedBefore = (row: ProvisionJobsRow): Started => ({
  started: false,
  job: {
    job_id: row.job_id,
    trace_id: row.trace_id,
    kind: row.kind,
    status: row.status,
    tenant_id: row.tenant_id,
    node_id: row.node_id,
    stack: row.stack,
  },
});
