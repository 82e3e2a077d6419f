import { readFile } from 'node:fs/promises';
import { parseCheckpoint, parseExport, type StackState } from './exported-state.ts';
import type { Session } from './session.ts';
import { stateFileOf } from './state-file.ts';

/** The state of the session's stack as it is now. Read inside an update it is under Pulumi's lock. */
export async function readState(session: Session): Promise<StackState> {
  const checkpoint = await readCheckpoint(session);
  if (checkpoint !== undefined) return parseCheckpoint(checkpoint);
  return parseExport((await session.pulumi(['stack', 'export', '--stack', session.stack])).stdout);
}

/**
 * The file in which a local backend keeps a stack (pulumi/pkg/backend/diy: `.pulumi/stacks/<project>/<stack>.json`,
 * replaced by a rename). Reading it spares a run of the CLI, half of a second. Undefined for any other backend or layout.
 */
async function readCheckpoint(session: Session): Promise<string | undefined> {
  const path = stateFileOf(session);
  if (path === undefined) return undefined;
  const compressed = await readFile(`${path}.gz`).catch(() => undefined);
  return compressed === undefined ? readFile(path, 'utf8').catch(() => undefined) : undefined;
}
