import { LOG_CHUNK_MAX_BYTES, type LogChunkAnswer } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import { type Caller, requireOwnJob } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { secretsOfJob } from '../library/secrets-of-job.ts';
import { heardStatement } from '../store/write-story.ts';
import { chunkKey } from '../story/log-parts.ts';
import { maskCutValues } from '../story/mask-cut-values.ts';

export interface LogChunk {
  readonly job_id: string;
  readonly attempt: number;
  readonly seq: number;
  readonly body: Uint8Array;
}

/**
 * Stores a chunk of an attempt's log, without the passwords that were drawn for what it makes; the same one again changes
 * nothing. Throws `payload_too_large`, `invalid_request` for what is no UTF-8, `not_found` for an attempt that is not known,
 * and `conflict` where the number holds another chunk.
 */
export async function putLogChunk(deps: Deps, caller: Caller, chunk: LogChunk): Promise<LogChunkAnswer> {
  const { job_id, attempt, seq, body } = chunk;
  requireOwnJob(caller, job_id, attempt);
  const bytes = body.byteLength;
  if (bytes > LOG_CHUNK_MAX_BYTES) {
    throw new ApiError('payload_too_large', `A chunk has at most ${LOG_CHUNK_MAX_BYTES} bytes, this one ${bytes}.`);
  }
  const text = decoded(body);
  if (text === undefined) throw new ApiError('invalid_request', 'The chunk is no UTF-8: cut it between characters.');
  const heard = await heardStatement(deps.db, job_id, attempt, deps.now);
  if (heard.length === 0) throw new ApiError('not_found', `There is no attempt ${attempt} of ${job_id}.`);
  const key = chunkKey(job_id, attempt, seq);
  const masked = new TextEncoder().encode(maskCutValues(text, await secretsOfJob(deps, job_id)));
  if (await deps.files.putNew(key, masked)) return { seq, bytes, repeated: false };
  const stored = await deps.files.get(key);
  if (!stored || !sameBytes(stored, masked)) {
    throw new ApiError('conflict', `Chunk ${seq} of ${job_id}, attempt ${attempt}, is there with another content.`);
  }
  return { seq, bytes, repeated: true };
}

/** Undefined for what is no UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
