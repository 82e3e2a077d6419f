import { toWire, type WorkflowInputs } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { findJob } from './jobs.ts';
import type { ProvisionJobsRow } from './tables/jobs.ts';
import { tenants } from './tables/tenants.ts';

/** What the run of a job's attempt is told, as it stands now. */
export async function inputsOf(db: Db, job: ProvisionJobsRow): Promise<WorkflowInputs> {
  const [tenant] =
    job.tenant_id === null ? [] : await db.select().from(tenants).where(eq(tenants.tenant_id, job.tenant_id));
  return {
    job_id: job.job_id,
    tenant_id: job.tenant_id ?? '',
    region: job.region,
    // A target always wins: with one, no server is ever made.
    create_new_server: toWire(job.infra_mode === 'create_new_server' && job.target_server_id === null),
    target_server_id: job.node_id ?? job.target_server_id ?? '',
    subdomain_slug: tenant?.subdomain_slug ?? '',
    canonical_hostname: tenant?.canonical_hostname ?? '',
    dedicated: toWire(job.dedicated === 1),
    trace_id: job.trace_id,
    attempt: String(job.attempt),
  };
}

/** The queue's message of an attempt; undefined where the job has gone on to another. */
export async function queueMessageOf(db: Db, jobId: string, attempt: number): Promise<WorkflowInputs | undefined> {
  const job = await findJob(db, jobId);
  return job?.attempt === attempt ? await inputsOf(db, job) : undefined;
}
