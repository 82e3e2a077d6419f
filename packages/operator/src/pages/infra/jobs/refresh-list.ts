import type { JobPage, JobSummary } from '@prego/contracts';
import { isActiveJob } from '../../../ui/active-job.ts';
import {
  byOrder,
  EMPTY_LIST,
  HEAD,
  type JobList,
  type JobOrder,
  type ListPart,
  leavesGap,
  nextOf,
  partOf,
  withJob,
  withPart,
} from './job-list.ts';

export interface Reading {
  /** The list as it is at this moment: more may be loaded while this reads. */
  readonly list: () => JobList;
  readonly order: JobOrder;
  /** The jobs in view, in their order. */
  readonly seen: readonly JobSummary[];
  readonly readPage: (cursor: string | null) => Promise<JobPage>;
  /** Undefined where there is no such job any more. */
  readonly readJob: (id: string) => Promise<JobSummary | undefined>;
}

type Read = readonly [part: ListPart, page: JobPage];

/** Pages that are read at once to close a gap: a thousand jobs. With more of them new, one begins again from the top. */
const PAGES_AT_ONCE = 10;

/**
 * The list as it is now where it counts: its beginning, where new jobs and failures come in, and what is in view. Jobs in
 * view that are no longer in their place are read one by one. Whatever else was loaded stays as it was read.
 */
export async function refreshList(reading: Reading): Promise<JobList> {
  const { list, order, seen } = reading;
  const runs = await Promise.all([...partsInView(reading)].map(([part, last]) => readFrom(reading, part, last)));
  if (runs.includes(undefined)) return await beginAgain(reading);
  const pages = runs.flatMap((run) => run ?? []);
  const merged = pages.reduce((known, [part, page]) => withPart(known, part, page, order), list());
  const strays = seen.filter(({ job_id }) => merged.strayed.has(job_id));
  const found = await Promise.all(strays.map(({ job_id }) => reading.readJob(job_id)));
  const fresh = [...pages.flatMap(([, { items }]) => items), ...found.filter((job) => job !== undefined)];
  // From the list as it has become meanwhile: more of it may have been loaded.
  const now = pages.reduce((known, [part, page]) => withPart(known, part, page, order), list());
  return {
    ...found.reduce((known, job) => (job ? withJob(known, job) : known), now),
    moves: fresh.some(({ status }) => isActiveJob(status)),
  };
}

/** Each part that has jobs in view, with the last one of them; and the beginning in any case. */
function partsInView({ list, order, seen }: Reading): Map<ListPart, JobSummary | undefined> {
  const known = list();
  const parts = new Map<ListPart, JobSummary | undefined>([[known.parts[0] ?? HEAD, undefined]]);
  for (const job of seen.toSorted(byOrder(order))) parts.set(partOf(known, job, order), job);
  return parts;
}

/** Pages from there on until `last` is among them and they meet what is known; undefined: they do not meet. */
async function readFrom(
  { list, order, readPage }: Reading,
  begin: ListPart,
  last: JobSummary | undefined,
): Promise<Read[] | undefined> {
  const read: Read[] = [];
  let part: ListPart | null = begin;
  while (part !== null) {
    if (read.length === PAGES_AT_ONCE) return undefined;
    const page: JobPage = await readPage(part.cursor);
    read.push([part, page]);
    const end = page.items.at(-1);
    const open = last && end && byOrder(order)(end, last) < 0;
    part = open || leavesGap(list(), part, page, order) ? nextOf(page) : null;
  }
  return read;
}

/** Only the beginning is in its place. What was known is kept for whoever works with its row, until it is met again. */
async function beginAgain({ list, order, readPage }: Reading): Promise<JobList> {
  const page = await readPage(null);
  const { jobs } = list();
  const again = withPart({ ...EMPTY_LIST, jobs, strayed: new Set(jobs.keys()) }, HEAD, page, order);
  return { ...again, moves: page.items.some(({ status }) => isActiveJob(status)) };
}
