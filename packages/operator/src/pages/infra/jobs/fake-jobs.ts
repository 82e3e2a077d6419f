import type { JobPage, JobStatus, JobSummary } from '@prego/contracts';
import { byOrder, type JobOrder } from './job-list.ts';

/** A job for tests: the greater `n`, the newer. */
export const fakeJob = (n: number, status: JobStatus = 'completed', more: Partial<JobSummary> = {}): JobSummary => ({
  job_id: `job_${String(n).padStart(5, '0')}`,
  kind: 'provision',
  status,
  tenant_id: `tenant-${n}`,
  node_id: null,
  trace_id: `trace_${n}`,
  region: 'sg',
  infra_mode: 'use_existing',
  dedicated: null,
  target_server_id: null,
  stack: null,
  waits_for: null,
  waits_for_node: null,
  provisioning_id: null,
  attempt: 1,
  failed_stage: null,
  error_code: null,
  error_message: null,
  created_by: 'gateway',
  created_at: n,
  updated_at: n,
  ended_at: null,
  seat_until: null,
  ...more,
});

/** A control plane's list of jobs, which changes as a test wants it. Its cursors stand for a place in the order, as the real ones do. */
export class FakeJobs {
  readonly jobs = new Map<string, JobSummary>();
  readonly order: JobOrder;
  readonly limit: number;
  readonly status: readonly JobStatus[] | undefined;
  /** Pages that were asked for. */
  pages = 0;
  private now = 1_000_000;

  constructor(order: JobOrder, limit: number, status?: readonly JobStatus[]) {
    this.order = order;
    this.limit = limit;
    this.status = status;
  }

  put(...jobs: JobSummary[]): void {
    for (const job of jobs) this.jobs.set(job.job_id, job);
  }

  move(id: string, status: JobStatus): void {
    const job = this.jobs.get(id);
    if (!job) throw new Error(`there is no ${id}`);
    this.now += 1;
    this.jobs.set(id, { ...job, status, updated_at: this.now });
  }

  inOrder(): JobSummary[] {
    return [...this.jobs.values()]
      .filter(({ status }) => this.status?.includes(status) ?? true)
      .sort(byOrder(this.order));
  }

  page(cursor: string | null): JobPage {
    this.pages += 1;
    const [status, n] = cursor?.split(' ') ?? [];
    const after = cursor === null ? undefined : fakeJob(Number(n), status as JobStatus);
    const left = this.inOrder().filter((job) => !after || byOrder(this.order)(after, job) < 0);
    const items = left.slice(0, this.limit);
    const last = items.at(-1);
    return { items, next_cursor: left.length > items.length && last ? `${last.status} ${last.created_at}` : null };
  }
}
