import { readFileSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { StackError } from './errors.ts';

/** A lock of a file or bucket backend, as the CLI tells it (pulumi's backend/diy/lock.go). */
export interface StackLock {
  /** Of the lock's file or object. */
  readonly url: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** To the second. */
  readonly since: Date;
}

/** `elsewhere`: on a host whose processes can't be seen from here. */
export type LockHolder = 'live' | 'dead' | 'elsewhere';

/** What can be seen of the processes of this host. */
export interface ProcessLook {
  readonly hostname: string;
  readonly startedAt: (pid: number) => Date | undefined;
}

const LOCK = /^\s*(\S+): created by (.*)@(\S*) \(pid (\d+)\) at (\S+)\s*$/gm;

/** The locks that the CLI's text names, each once. */
export function parseLocks(text: string): StackLock[] {
  const locks = new Map<string, StackLock>();
  for (const [, url = '', user = '', host = '', pid, since = ''] of text.matchAll(LOCK)) {
    locks.set(url, { url, user, host, pid: Number(pid), since: new Date(since) });
  }
  return [...locks.values()];
}

/**
 * A lock's second is cut off, a process's start is told to the second only, and clocks are set while they run. A
 * process id is not given anew within this time: Linux counts up through all of them first.
 */
const START_TOLERANCE_MS = 5000;

/** Whether the process that took the lock still runs. Another that bears its id now has started after that. */
export function holderOf(lock: StackLock, look: ProcessLook): LockHolder {
  if (lock.host !== look.hostname) return 'elsewhere';
  const startedAt = look.startedAt(lock.pid);
  if (startedAt === undefined) return 'dead';
  return startedAt.getTime() > lock.since.getTime() + START_TOLERANCE_MS ? 'dead' : 'live';
}

const LEASE = "as the holder of the stack's lease (`holdsLease`), which clears it";

/** `stack_lock_left` if all the holders are dead, else `stack_locked`; `holders` in the order of `locks`. */
export function lockError(locks: readonly StackLock[], holders: readonly LockHolder[], detail?: string): StackError {
  const dead = locks.length > 0 && locks.every((_lock, index) => holders[index] === 'dead');
  if (dead) {
    const who = locks.map(({ pid, host, since }) => `process ${pid} of ${host}, which took it at ${isoTime(since)}`);
    const message = `The stack's lock was left by ${who.join(' and ')} and is gone.`;
    return new StackError('stack_lock_left', message, `Run it again ${LEASE}.`, detail);
  }
  const who = locks.map(({ user, host, pid, since }) => `${user}@${host} (process ${pid}) since ${isoTime(since)}`);
  const message = `The stack is locked by ${who.join(' and by ') || 'another run'}.`;
  const remedy = `Wait until that run has ended. If it is known to be dead, run it again ${LEASE}.`;
  return new StackError('stack_locked', message, remedy, detail);
}

/** `2026-11-21T01:35:12Z` */
const isoTime = (time: Date): string => time.toISOString().replace('.000Z', 'Z');

/**
 * Removes exactly this lock, if it lies in a file here: true, also where it is gone already. False for any other
 * backend: there only `pulumi cancel` does it, which drops all locks of the stack.
 */
export async function removeLock(lock: StackLock): Promise<boolean> {
  if (!lock.url.startsWith('file://')) return false;
  // Without the backend's options, which the engine puts behind the lock's path.
  const path = fileURLToPath(lock.url);
  await unlinkIfThere(path);
  // What the file backend notes beside each of its files.
  await unlinkIfThere(`${path}.attrs`);
  return true;
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Linux counts a process's start in ticks of 10 ms since the boot: USER_HZ is 100 on every architecture it runs on. */
const TICK_MS = 10;

/**
 * When a process of this host has started; nothing if it does not run. The epoch, so that it counts as live, if it
 * runs but can't be looked at (another user's, or a system without /proc).
 */
export function processStart(pid: number): Date | undefined {
  if (!exists(pid)) return undefined;
  const boot = /^btime (\d+)$/m.exec(read('/proc/stat'))?.[1];
  const stat = read(`/proc/${pid}/stat`);
  if (boot === undefined || stat === '') return new Date(0);
  // Behind the program's name, which stands in parentheses and may hold anything: the state, and 19 fields on the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Ended, and only waited for by its parent.
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return new Date(Number(boot) * 1000 + Number(fields[19]) * TICK_MS);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
