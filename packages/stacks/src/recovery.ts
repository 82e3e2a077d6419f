import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError, type StackErrorCode } from './errors.ts';
import { logicalName, type StackState } from './exported-state.ts';
import { isGoneByHand, tellingGone } from './gone-by-hand.ts';
import { lostThings } from './leftovers.ts';
import { saysNoStack } from './new-stack.ts';
import { killOrphans } from './orphaned-processes.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import {
  holderOf,
  type LockHolder,
  lockError,
  parseLocks,
  processStart,
  removeLock,
  type StackLock,
} from './stack-lock.ts';
import { dropCutOffNotes, restoreState, stateFileOf } from './state-file.ts';

/** Whether a run picks up what a dead one has left: then the state was brought up to what the cloud has. */
export type Recovery = 'none' | 'refreshed';

/** How often to look whether a lock is still held. Looking is a run of the CLI, half of a second. */
const LOCK_POLL_MS = 1_000;

/**
 * Runs `run`, waiting for another run's lock as long as the session allows. Where it meets what a dead run has left (its
 * lock, its pending operations, a state cut off by a full disk), or something that Hetzner has no more, and the caller
 * holds the stack's lease, clears that up and runs it again: what is gone in the cloud leaves the state first, what is
 * there is adopted by the program. Only when that has ended well are the pending operations dropped.
 */
export async function withRecovery<T>(session: Session, run: (recovery: Recovery) => Promise<T>): Promise<T> {
  const waitsUntil = session.now() + session.lockWaitMs;
  const cleared = new Set<StackErrorCode>();
  let lookedAgain = false;
  for (;;) {
    try {
      const recovering = cleared.size > 0;
      if (recovering) await refreshState(session);
      const result = await run(recovering ? 'refreshed' : 'none');
      if (recovering) await dropPending(session);
      if (cleared.has('state_unreadable')) await tellLost(session);
      return result;
    } catch (error) {
      if (!(error instanceof StackError)) throw error;
      const locks = locksIn(error);
      const mayClear = session.holdsLease && !cleared.has(error.code);
      const isNew = !lookedAgain;
      lookedAgain = error.code === 'stack_lock_left';
      // Another run may be writing it in this very moment.
      if (lookedAgain && isNew) await waitForLock(session);
      else if (mayClear && (await clearUp(session, error, locks))) cleared.add(error.code);
      else if (error.code === 'stack_locked' && session.now() < waitsUntil) await waitForLock(session);
      else throw lockErrorOf(locks, error) ?? error;
    }
  }
}

/**
 * Has the engine read every resource from the cloud: what is gone there leaves the state. A run of its own, as an update
 * that refreshes lets its program read the state of before, in which a server that is gone still stands.
 */
async function refreshState(session: Session): Promise<void> {
  const args = ['refresh', '--yes', '--skip-preview', '--skip-pending-creates', '--suppress-outputs'];
  try {
    await tellingGone(session, () => session.pulumi([...args, '--stack', session.stack]));
  } catch (error) {
    if (!saysNoStack(error)) throw error;
  }
}

/** Clears up what stopped the run, if a dead one left it. */
async function clearUp(session: Session, error: StackError, locks: readonly HeldLock[]): Promise<boolean> {
  switch (error.code) {
    case 'stack_locked':
      if (locks.length === 0 || locks.some(({ holder }) => holder === 'live')) return false;
      await clearLocks(session, locks);
      return true;
    case 'stack_lock_left':
      // Its file is cut off, so that the CLI can't tell whose it was.
      await cancelLocks(session);
      return true;
    case 'pending_operations':
      killOrphans(session);
      return true;
    case 'state_unreadable':
      return (await putStateBack(session)) || (await hasCutOffNotes(session, error.detail));
    case 'update_failed':
      return await isGoneByHand(session, error);
    default:
      return false;
  }
}

async function putStateBack(session: Session): Promise<boolean> {
  const file = stateFileOf(session);
  const copy = file === undefined ? undefined : await restoreState(file);
  if (copy === undefined) return false;
  session.emit({ type: 'message', severity: 'warning', text: `The state was cut off; put back from ${copy}.` });
  return true;
}

/** What the engine says where the notes beside a state are empty or cut off; of the state itself it says other words. */
const CUT_OFF = /failed to load checkpoint: (unexpected )?EOF/;

/** Whether it was not the state but only the notes beside it that was cut off; then those are out of the way. */
async function hasCutOffNotes(session: Session, detail: string | undefined): Promise<boolean> {
  const file = stateFileOf(session);
  if (file === undefined || !CUT_OFF.test(detail ?? '')) return false;
  // One that is about to end may still be writing them.
  killOrphans(session);
  return await dropCutOffNotes(file);
}

async function waitForLock({ emit, signal }: Session): Promise<void> {
  emit({ type: 'waiting', reason: 'stack_lock', ms: LOCK_POLL_MS });
  // An abort ends the wait; the engine is not begun again then.
  await sleep(LOCK_POLL_MS, undefined, { signal }).catch(() => {});
}

interface HeldLock {
  readonly lock: StackLock;
  readonly holder: LockHolder;
}

const locksIn = (error: StackError): HeldLock[] =>
  parseLocks(error.detail ?? '').map((lock) => ({
    lock,
    holder: holderOf(lock, { hostname: hostname(), startedAt: processStart }),
  }));

function lockErrorOf(locks: readonly HeldLock[], { detail }: StackError): StackError | undefined {
  if (locks.length === 0) return undefined;
  return lockError(
    locks.map(({ lock }) => lock),
    locks.map(({ holder }) => holder),
    detail,
  );
}

async function clearLocks(session: Session, locks: readonly HeldLock[]): Promise<void> {
  killOrphans(session);
  for (const { lock, holder } of locks) {
    const text = `Cleared the lock of process ${lock.pid} on ${lock.host} (${holder}).`;
    session.emit({ type: 'message', severity: 'warning', text });
    // Its own file where we can reach it: `pulumi cancel` drops all locks, also one that was taken this moment.
    if (!(await removeLock(lock))) await cancelLocks(session);
  }
}

async function cancelLocks(session: Session): Promise<void> {
  await session.pulumi(['cancel', session.stack, '--yes']);
}

/**
 * The state, unless it has pending operations that nobody is looking after. They are read under Pulumi's lock, so the
 * run that began them is dead. A preview changes nothing and may go on.
 */
export function refusePending(
  operation: 'up' | 'preview' | 'destroy',
  recovery: Recovery,
  state: StackState,
): StackState {
  if (operation === 'preview' || recovery !== 'none' || state.pending.length === 0) return state;
  const pending = state.pending.map(({ type, resource }) => `${logicalName(resource)} (${type})`).join(', ');
  throw new StackError(
    'pending_operations',
    `A run that died was in the middle of ${pending}.`,
    "Run it again as the holder of the stack's lease (`holdsLease`): each is looked up in the cloud then.",
  );
}

/** How long another run, which is refused for the pending operations and so soon ends, may keep them from going. */
const DROP_TRIES = 20;

/** Takes the pending operations, by now resolved, out of the state: `pulumi stack import` does that by itself. */
async function dropPending(session: Session): Promise<void> {
  const file = join(session.workDir, 'resolved-state.json');
  if ((await readState(session)).pending.length === 0) return;
  for (let tries = 1; ; tries++) {
    try {
      // Nothing changes in between: who else takes the lock is refused for the pending operations.
      const { stdout } = await session.pulumi(['stack', 'export', '--stack', session.stack]);
      await writeFile(file, stdout, { mode: 0o600 });
      await session.pulumi(['stack', 'import', '--stack', session.stack, '--file', file]);
      return;
    } catch (error) {
      const passes = error instanceof StackError && error.code === 'stack_locked' && tries < DROP_TRIES;
      if (!passes) throw error;
      await waitForLock(session);
    } finally {
      await rm(file, { force: true });
    }
  }
}

/** A state that was put back from a copy may lack servers that no job asked for again since. */
async function tellLost(session: Session): Promise<void> {
  const lost = await lostThings(session, await readState(session));
  for (const { name } of lost.filter(({ kind }) => kind === 'servers')) {
    const text = `${name} is at Hetzner, but not in the state that was put back: run its job again, or remove it by name.`;
    session.emit({ type: 'message', severity: 'warning', text });
  }
}
