import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from './runner/io.ts';

/**
 * Which step of this machine has claimed a job last. Posts run at the end of a workflow's job, in reverse order: a step that was
 * killed may long have been followed by one that went on with the same attempt, which must not be told as failed then.
 */
const fileOf = (io: Io, jobId: string): string => join(io.env.RUNNER_TEMP || tmpdir(), `prego-claim-${jobId}`);

/** From now on the attempt is `claim`'s. Where that can't be written down, post finds that it is not, and tells nothing. */
export function takeOver(io: Io, jobId: string, claim: string): void {
  try {
    writeFileSync(fileOf(io, jobId), claim);
  } catch (error) {
    io.info(`It could not be noted who has claimed ${jobId}: ${(error as Error).message}`);
  }
}

/** False where nobody has claimed it, or nobody knows: the control plane's sweep, which asks GitHub, is the guarantee. */
export function isStillOurs(io: Io, jobId: string, claim: string): boolean {
  try {
    return readFileSync(fileOf(io, jobId), 'utf8') === claim;
  } catch {
    return false;
  }
}
