import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { ActionError } from '../errors.ts';
import { CACHED_AS, type EnginePart, engineParts, type Hosts, VENDOR } from './engine-parts.ts';
import type { Io } from './io.ts';

/** The engine of this runner, ready to run stacks. */
export interface EngineTools {
  /** Path of the CLI. */
  readonly pulumi: string;
  /** PULUMI_HOME, where the plugins lie. Jobs share it: nothing of one job belongs into it. */
  readonly home: string;
  /** Where the CLI keeps a token that it is given by environment: a folder of this job, not of the machine. */
  readonly credentials: string;
}

/**
 * The pinned engine: from the runner's tool cache, else the vendor's files, all at once, verified by checksum and kept there
 * for the next job. It is never built. Safe beside another job of the same machine. Throws ActionError `engine_unavailable`,
 * and `cancelled` at the signal.
 */
export async function prepareEngineTools(
  io: Pick<Io, 'env' | 'info' | 'group' | 'endGroup' | 'now'>,
  signal: AbortSignal,
  hosts: Hosts = VENDOR,
): Promise<EngineTools> {
  const [cache, temp] = ['RUNNER_TOOL_CACHE', 'RUNNER_TEMP'].map((name) => folderOf(io.env, name)) as [string, string];
  const root = join(cache, CACHED_AS.tool, CACHED_AS.version, arch());
  const tools = {
    pulumi: join(root, 'bin', 'pulumi'),
    home: join(root, 'home'),
    credentials: join(temp, 'prego-pulumi'),
  };
  const parts = engineParts(process.platform, process.arch, hosts);
  const missing = parts.filter((part) => !isThere(root, part));
  if (missing.length === 0) {
    io.info(`Engine: Pulumi ${CACHED_AS.version}, from this runner's tool cache.`);
    return tools;
  }
  io.group(`Fetching the engine: ${missing.map(({ label }) => label).join(', ')}`);
  try {
    await fetchAll(io, root, missing, signal);
    await writeFile(join(tools.home, 'logs'), '', { flag: 'a' });
    await writeFile(`${root}.complete`, '');
  } catch (error) {
    throw error instanceof ActionError ? error : notKept(root, error);
  } finally {
    io.endGroup();
  }
  return tools;
}

function notKept(root: string, error: unknown): ActionError {
  return new ActionError(
    'engine_unavailable',
    `The engine can't be put into ${root}: ${error instanceof Error ? error.message : String(error)}.`,
    "Give this runner's user write access to its tool cache, and half a gigabyte of room there. Then run the job again.",
    { cause: error },
  );
}

const isThere = (root: string, { folder, binary }: EnginePart): boolean => existsSync(join(root, folder, binary));

async function fetchAll(
  io: Pick<Io, 'info' | 'now'>,
  root: string,
  parts: readonly EnginePart[],
  signal: AbortSignal,
): Promise<void> {
  // Only here: nine runs of ten have the engine in the cache, and the client takes its time to load.
  const { fetchPart } = await import('./engine-download.ts');
  // One that fails ends the others: nothing is left running behind the error.
  const failed = new AbortController();
  const ending = AbortSignal.any([signal, failed.signal]);
  const fetches = parts.map(async (part) => {
    const from = io.now();
    try {
      const target = join(root, part.folder);
      await mkdir(dirname(target), { recursive: true });
      const bytes = await fetchPart(part, target, ending);
      io.info(`${part.label}: ${(bytes / 1e6).toFixed(0)} MB in ${((io.now() - from) / 1000).toFixed(1)} s, verified`);
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
  const outcomes = await Promise.allSettled(fetches);
  if (signal.aborted) {
    throw new ActionError('cancelled', 'The run was cancelled while it fetched the engine.', 'Run it again.');
  }
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  // Those that were ended for another's sake say nothing of why.
  const first = errors.find((error) => error instanceof ActionError) ?? errors[0];
  if (first !== undefined) throw first;
}

function folderOf(env: Io['env'], name: string): string {
  const folder = env[name];
  if (folder !== undefined && folder !== '') return folder;
  throw new ActionError(
    'engine_unavailable',
    `${name} is not set, so there is no place for the engine.`,
    `Run the action on a GitHub Actions runner, which sets it, or set ${name} to a folder.`,
  );
}
