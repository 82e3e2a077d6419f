import { z } from 'zod';
import { JobId } from './ids.ts';

/** Bytes of one chunk. Engines write some kilobytes a second: one chunk every few seconds is far below. */
export const LOG_CHUNK_MAX_BYTES = 1024 * 1024;
/**
 * The last sequence number of an attempt's log, the first being 0: at a chunk every two seconds almost three hours, which
 * no run lasts, and few enough that one answer joins them all (a Worker reads at most 10,000 objects an invocation:
 * developers.cloudflare.com/workers/platform/limits).
 */
export const LOG_SEQ_MAX = 4999;
/** Days that a chunk is kept. */
export const LOG_KEPT_DAYS = 15;

/** Not `z.coerce`: it takes an empty one for 0, and whoever asks for what comes after it would miss the first chunk. */
const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^(0|-?[1-9]\d{0,9})$/, 'this is no whole number')
    .transform(Number)
    .pipe(z.int().min(from).max(to));

export const LogParams = z.object({ job_id: JobId, n: whole(1, 1_000_000).describe('The attempt.') });
export const LogChunkParams = LogParams.extend({ seq: whole(0, LOG_SEQ_MAX).describe('Counts from 0 without gaps.') });

export const LogQuery = z.object({
  after: whole(-1, LOG_SEQ_MAX).optional().describe('Only chunks after this one: the header log-last-seq of before.'),
  download: z.enum(['0', '1']).optional().describe('1: as a file.'),
});
export type LogQuery = z.infer<typeof LogQuery>;

export const LogChunkAnswer = z.object({
  seq: z.int(),
  bytes: z.int(),
  repeated: z.boolean().describe('The same chunk was there already.'),
});
export type LogChunkAnswer = z.infer<typeof LogChunkAnswer>;
