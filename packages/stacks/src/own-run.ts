import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { localFolder } from './backend.ts';
import { killMarked, marked } from './engine-processes.ts';
import { PROJECT } from './session.ts';
import { holderOf, processStart, removeLock, type StackLock } from './stack-lock.ts';

/** A `runStack` whose process was killed, as whoever cleans up after it knows it. */
export interface OwnRun {
  readonly backendUrl: string;
  readonly stack: string;
  /** What its engine, and nobody else's, had in its environment (`options.env`), as `NAME=value`. */
  readonly mark: string;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
}

export interface ReleasedRun {
  /** How many processes of the engine had to be ended. */
  readonly ended: number;
  /** `not_here`: the backend is no folder of this machine, and the next run that holds the lease clears it. */
  readonly lock: 'released' | 'none' | 'not_here';
}

const LOOK_EVERY_MS = 50;
/** A lock tells its second only. */
const SECOND_MS = 1_000;

/**
 * Ends what is left of one run and takes its lock away, as far as both can be known as its own: processes by the mark, the
 * lock by this host, its time, and a process that is gone. Another run's is never touched. The engine is asked to end after
 * its calls in flight and killed after `graceMs`.
 */
export async function releaseOwnLock(run: OwnRun, graceMs: number): Promise<ReleasedRun> {
  const ended = await endEngine(run.mark, graceMs);
  const folder = localFolder(run.backendUrl);
  if (folder === undefined) return { ended, lock: 'not_here' };
  const locks = await ownLocks(join(folder, '.pulumi', 'locks', 'organization', PROJECT, run.stack), run.since);
  for (const lock of locks) await removeLock(lock);
  return { ended, lock: locks.length > 0 ? 'released' : 'none' };
}

async function endEngine(mark: string, graceMs: number): Promise<number> {
  const there = marked(mark);
  // Once: for the CLI a second one means to leave everything as it stands, and its plugins end with it.
  const plugins = await childrenAmong(there);
  for (const pid of there.filter((each) => !plugins.has(each))) interrupt(pid);
  await gone(mark, graceMs);
  killMarked(mark);
  // What is killed is gone at once, unless the kernel is busy for it.
  await gone(mark, SECOND_MS);
  return there.length;
}

async function gone(mark: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (marked(mark).length > 0 && performance.now() < until) await sleep(LOOK_EVERY_MS);
}

/** Those whose parent is among them: the plugins. */
async function childrenAmong(pids: readonly number[]): Promise<ReadonlySet<number>> {
  const children = new Set<number>();
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const parent = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
    if (pids.includes(parent)) children.add(pid);
  }
  return children;
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
}

/** What the file backend writes into a lock (pulumi's backend/diy/lock.go). */
const LockFile = z.object({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.coerce.date() });

async function ownLocks(folder: string, since: number): Promise<StackLock[]> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const locks = await Promise.all(files.map((name) => readLock(join(folder, name))));
  return locks.filter((lock) => lock !== undefined).filter((lock) => isOwn(lock, since));
}

async function readLock(path: string): Promise<StackLock | undefined> {
  try {
    const { pid, username: user, hostname: host, timestamp } = LockFile.parse(JSON.parse(await readFile(path, 'utf8')));
    return { url: pathToFileURL(path).href, user, host, pid, since: timestamp };
  } catch {
    // It has just gone, or was cut off: then nobody can say whose it was.
    return undefined;
  }
}

const isOwn = (lock: StackLock, since: number): boolean =>
  lock.since.getTime() >= since - SECOND_MS &&
  holderOf(lock, { hostname: hostname(), startedAt: processStart }) === 'dead';
