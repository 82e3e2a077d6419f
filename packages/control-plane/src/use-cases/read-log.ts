import { type JobKind, LOG_KEPT_DAYS } from '@prego/contracts';
import { and, eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import { type Caller, requireOwnJob } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { FileStore } from '../ports/file-store.ts';
import { jobAttempts, provisionJobs } from '../store/tables/jobs.ts';
import { gapLine, type LogPart, logParts, logPrefix, seqOf } from '../story/log-parts.ts';

/** Chunks that are fetched ahead: a Worker has six connections open at once, and each chunk may be a megabyte. */
const AHEAD = 4;

export interface AttemptLog {
  readonly body: ReadableStream<Uint8Array>;
  /** What to ask `after` next; -1 where there is nothing yet. */
  readonly lastSeq: number;
  /** Whether the attempt has ended, so that no more will come but what is late. */
  readonly ended: boolean;
}

const DAY_MS = 86_400_000;

/** Until when the log of something that happened `at` (ms) can be read. It is removed from R2 within two days after that. */
export const logKeptUntil = (at: number): number => at + LOG_KEPT_DAYS * DAY_MS;

/** What is answered in place of a log whose time is past. */
export const logGone = (whose: string, until: number): ApiError =>
  new ApiError('log_gone', `The log of ${whose} was kept until ${new Date(until).toISOString()}.`);

/**
 * An attempt's log, joined in order. Throws `job_not_found`, `not_found` for an attempt that has not been, and for a job of
 * the library `log_gone` from 15 days after the attempt's end on.
 */
export async function readLog(
  { db, files, now }: Deps,
  caller: Caller,
  { job_id, attempt, after }: { job_id: string; attempt: number; after: number },
): Promise<AttemptLog> {
  requireOwnJob(caller, job_id, attempt);
  const [job] = await db
    .select({ attempt: provisionJobs.attempt, kind: provisionJobs.kind, ended_at: jobAttempts.ended_at })
    .from(provisionJobs)
    .leftJoin(jobAttempts, and(eq(jobAttempts.job_id, provisionJobs.job_id), eq(jobAttempts.attempt, attempt)))
    .where(eq(provisionJobs.job_id, job_id));
  if (!job) throw new ApiError('job_not_found', `There is no job ${job_id}.`);
  if (attempt > job.attempt) throw new ApiError('not_found', `${job_id} has no attempt ${attempt}.`);
  if (isOfLibrary(job) && job.ended_at !== null && now >= logKeptUntil(job.ended_at)) {
    throw logGone(`${job_id}'s attempt ${attempt}`, logKeptUntil(job.ended_at));
  }
  const stored = await files.list(logPrefix(job_id, attempt));
  const chunks = stored.map((entry) => ({ ...entry, seq: seqOf(entry.key) }));
  const ended = job.ended_at !== null;
  const parts = logParts(chunks, after, ended, now);
  const last = parts.at(-1);
  return { body: joined(files, parts), lastSeq: last?.kind === 'chunk' ? last.seq : after, ended };
}

const isOfLibrary = ({ kind }: { kind: JobKind }): boolean => kind === 'library_provision' || kind === 'library_return';

/** Every part after the other, no faster than it is read. */
function joined(files: FileStore, parts: readonly LogPart[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const coming: Promise<Uint8Array>[] = [];
  let next = 0;
  const bytesOf = async (part: LogPart): Promise<Uint8Array> => {
    if (part.kind === 'gap') return encoder.encode(gapLine(part.from, part.to));
    // It may have been removed since it was listed.
    return (await files.get(part.key)) ?? encoder.encode(gapLine(part.seq, part.seq));
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (const part of parts.slice(next, next + AHEAD - coming.length)) {
        coming.push(bytesOf(part));
        next++;
      }
      const bytes = await coming.shift();
      if (bytes) controller.enqueue(bytes);
      else controller.close();
    },
  });
}
