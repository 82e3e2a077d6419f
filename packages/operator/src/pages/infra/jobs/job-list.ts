import type { JobPage, JobStatus, JobSummary } from '@prego/contracts';

export type JobOrder = 'failures_first' | 'newest';

/** What the list is asked for, as the address has it. */
export interface JobFilters {
  readonly status?: readonly JobStatus[] | undefined;
  readonly kind?: JobSummary['kind'] | undefined;
  readonly region?: JobSummary['region'] | undefined;
  readonly tenant_id?: string | undefined;
  readonly stack?: string | undefined;
  readonly since?: string | undefined;
  readonly order: JobOrder;
}

/** A part of the list as it was asked for. */
export interface ListPart {
  /** Null: from the beginning. */
  readonly cursor: string | null;
  /** The job that it begins after, as it stood when the cursor was made. */
  readonly after: JobSummary | null;
}

/** Every job that was read, and how far the list goes. It only grows: whoever looks at a row keeps it. */
export interface JobList {
  readonly jobs: ReadonlyMap<string, JobSummary>;
  /** Jobs that are not where they were: changed, and not read since. */
  readonly strayed: ReadonlySet<string>;
  /** In the order of the list. */
  readonly parts: readonly ListPart[];
  /** What comes after all of them; null: nothing. */
  readonly next: ListPart | null;
  /** Some job that was just read is under way. */
  readonly moves: boolean;
}

/** Where every list begins, and new jobs come in. */
export const HEAD: ListPart = { cursor: null, after: null };

export const EMPTY_LIST: JobList = {
  jobs: new Map(),
  strayed: new Set(),
  parts: [],
  next: HEAD,
  moves: false,
};

/** The order in which the control plane lists jobs. */
export const byOrder =
  (order: JobOrder) =>
  (a: JobSummary, b: JobSummary): number =>
    (order === 'failures_first' ? Number(b.status === 'failed') - Number(a.status === 'failed') : 0) ||
    b.created_at - a.created_at ||
    (a.job_id === b.job_id ? 0 : a.job_id < b.job_id ? 1 : -1);

/** The list with a part as it is now. What should stand there by what was known, and does not, has strayed. */
export function withPart(list: JobList, part: ListPart, fresh: JobPage, order: JobOrder): JobList {
  const compare = byOrder(order);
  const ids = new Set(fresh.items.map(({ job_id }) => job_id));
  const end = fresh.next_cursor === null ? undefined : fresh.items.at(-1);
  const lacks = (job: JobSummary) =>
    !ids.has(job.job_id) && (!part.after || compare(part.after, job) < 0) && (!end || compare(job, end) <= 0);
  const strayed = new Set([...list.strayed].filter((id) => !ids.has(id)));
  for (const job of list.jobs.values()) if (lacks(job)) strayed.add(job.job_id);
  const jobs = new Map(list.jobs);
  for (const job of fresh.items) jobs.set(job.job_id, newer(jobs.get(job.job_id), job));
  return {
    ...list,
    ...{ jobs, strayed, parts: withBeginning(list.parts, part, order) },
    next: list.next?.cursor === part.cursor ? nextOf(fresh) : list.next,
  };
}

function withBeginning(parts: readonly ListPart[], part: ListPart, order: JobOrder): readonly ListPart[] {
  if (parts.some(({ cursor }) => cursor === part.cursor)) return parts;
  const compare = byOrder(order);
  return [...parts, part].sort((a, b) =>
    a.after && b.after ? compare(a.after, b.after) : Number(a.after !== null) - Number(b.after !== null),
  );
}

/** Where the list goes on after a page. */
export function nextOf(fresh: JobPage): ListPart | null {
  return fresh.next_cursor === null ? null : { cursor: fresh.next_cursor, after: fresh.items.at(-1) ?? null };
}

/** The list with one job as it is now, wherever it belongs. */
export function withJob(list: JobList, job: JobSummary): JobList {
  const strayed = new Set(list.strayed);
  strayed.delete(job.job_id);
  return { ...list, strayed, jobs: new Map(list.jobs).set(job.job_id, newer(list.jobs.get(job.job_id), job)) };
}

/** The same object where nothing has changed: its row is not drawn again. An older answer may come later. */
const newer = (known: JobSummary | undefined, job: JobSummary): JobSummary =>
  known && (known.updated_at > job.updated_at || JSON.stringify(known) === JSON.stringify(job)) ? known : job;

/**
 * Whether there may be jobs between a page and what was known behind it: more came than fit into a page. A part that is
 * read for the first time has nothing behind it, and neither has a page that ends behind all that was known, as one does
 * whose jobs have left.
 */
export function leavesGap(list: JobList, part: ListPart, fresh: JobPage, order: JobOrder): boolean {
  const end = fresh.items.at(-1);
  if (fresh.next_cursor === null || !end || part.cursor === list.next?.cursor) return false;
  const compare = byOrder(order);
  const before = list.jobs.get(end.job_id);
  // One that has only now come to this place says nothing of what is behind it.
  const meets = before !== undefined && !list.strayed.has(end.job_id) && compare(before, end) === 0;
  const known = list.next?.after;
  return !meets && (!known || compare(end, known) < 0);
}

/** The jobs that belong into the list, in its order. Strayed ones and those that have left the filter do not. */
export function jobsInOrder(list: JobList, filters: JobFilters): JobSummary[] {
  return [...list.jobs.values()]
    .filter(({ job_id, status, stack }) => {
      if (list.strayed.has(job_id)) return false;
      return (filters.status?.includes(status) ?? true) && (filters.stack ?? stack) === stack;
    })
    .sort(byOrder(filters.order));
}

/** The part in which the job stands. */
export function partOf(list: JobList, job: JobSummary, order: JobOrder): ListPart {
  const compare = byOrder(order);
  return list.parts.findLast(({ after }) => !after || compare(after, job) < 0) ?? HEAD;
}
