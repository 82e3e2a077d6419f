import { type JobDetail, type JobPage, JobSummary, type ListJobsQuery } from '@prego/contracts';
import { and, eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import { type Caller, requireOwnJob } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { jobOf } from '../store/jobs.ts';
import { leaseOf } from '../store/leases.ts';
import { type After, listJobs } from '../store/list-jobs.ts';
import { outboxRow } from '../store/outbox.ts';
import { attemptsOf } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { seats } from '../store/tables/nodes.ts';

/** The part of a list that a cursor stands in, and its last row. */
type Place = { readonly part: 'all' | 'failed' | 'others'; readonly after: After | undefined };

/** A page of jobs. Throws `invalid_request` for a cursor that is none of ours. */
export async function readJobs({ db }: Deps, query: ListJobsQuery): Promise<JobPage> {
  const { cursor, limit, order, ...filters } = query;
  const first: Place = { part: order === 'newest' ? 'all' : 'failed', after: undefined };
  const { part, after } = cursor === undefined ? first : placeOf(cursor);
  const found: { row: ProvisionJobsRow; part: Place['part'] }[] = [];
  const read = async (which: Place['part'], from: After | undefined) => {
    const rows = await listJobs(db, filters, which, from, limit + 1 - found.length);
    found.push(...rows.map((row) => ({ row, part: which })));
  };
  await read(part, after);
  if (part === 'failed' && found.length <= limit) await read('others', undefined);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ row }) => summaryOf(row)),
    next_cursor: found.length > limit && last ? cursorOf(last.part, last.row) : null,
  };
}

const cursorOf = (part: Place['part'], { created_at, job_id }: After): string => `${part}.${created_at}.${job_id}`;

function placeOf(cursor: string): Place {
  const [, part, at, job_id] = /^(all|failed|others)\.(\d{1,15})\.(job_[\w-]{1,59})$/.exec(cursor) ?? [];
  if (!part || !at || !job_id) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return { part: part as Place['part'], after: { created_at: Number(at), job_id } };
}

/** Everything about one job. Throws `job_not_found`, and `forbidden` for another job's token. */
export async function readJob({ db }: Deps, caller: Caller, jobId: string): Promise<JobDetail> {
  requireOwnJob(caller, jobId);
  const job = await jobOf(db, jobId);
  const [seat, attempts, row, lease] = await Promise.all([
    db
      .select({ node_id: seats.node_id, kind: seats.kind, since: seats.since })
      .from(seats)
      .where(and(eq(seats.tenant_id, job.tenant_id ?? ''), eq(seats.job_id, jobId))),
    attemptsOf(db, jobId),
    outboxRow(db, jobId, job.attempt),
    job.stack === null ? undefined : leaseOf(db, job.stack),
  ]);
  return {
    ...summaryOf(job),
    attempts: attempts.toSorted((a, b) => a.attempt - b.attempt),
    seat: seat[0] ?? null,
    dispatch: row
      ? {
          due_at: row.due_at,
          tries: row.tries,
          sent_at: row.sent_at,
          last_error: row.last_error,
          dead: row.dead === 1,
        }
      : null,
    stack_lease: lease
      ? { stack: lease.stack, fence: lease.fence, job_id: lease.job_id, expires_at: lease.expires_at }
      : null,
  };
}

/** The row without what is ours alone: keys, hashes, `rev`. */
const summaryOf = (row: ProvisionJobsRow): JobSummary => JobSummary.parse(row);
