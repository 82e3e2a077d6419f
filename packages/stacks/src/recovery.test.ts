import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StackError } from './errors.ts';
import { withRecovery } from './recovery.ts';
import type { Session } from './session.ts';

let workDir: string;
beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'prego-recovery-'));
});
afterEach(() => rm(workDir, { recursive: true }));

const urn = 'urn:pulumi:sg::prego::hcloud:index/server:Server::sg-s-1';
const type = 'hcloud:index/server:Server';
const WITH_PENDING = JSON.stringify({
  deployment: { pending_operations: [{ type: 'creating', resource: { urn, type } }] },
});

const refused = new StackError('pending_operations', 'A run died.', 'Run it again.');
const locked = new StackError('stack_locked', 'It is locked.', 'Wait.');

/** A session on a bucket, whose state has a pending operation until it is imported without; `fails` at the first of those. */
function session(holdsLease: boolean, fails?: StackError) {
  const { signal } = new AbortController();
  const calls: string[] = [];
  let failing = fails;
  const pulumi = async (args: readonly string[]) => {
    calls.push(args.slice(0, 2).join(' '));
    if (args[1] === 'import') {
      expect(await readFile(args[5] as string, 'utf8')).toBe(WITH_PENDING);
      const error = failing;
      failing = undefined;
      if (error) throw error;
    }
    return { stdout: WITH_PENDING, stderr: '', code: 0 };
  };
  const backend = { url: 's3://state' };
  const own = { stack: 'sg', project: 'prego', backend, workDir, signal, holdsLease, lockWaitMs: 0, pulumi };
  return { session: { ...own, now: () => 0, emit: () => {} } as unknown as Session, calls };
}

/** A run that is refused once, for what a dead one has left. */
function refusedOnce(): (recovery: string) => Promise<string> {
  let first = true;
  return async (recovery) => {
    if (!first) return recovery;
    first = false;
    throw refused;
  };
}

describe('pending operations', () => {
  test('are refused without the lease', async () => {
    const { session: own, calls } = session(false);
    await expect(withRecovery(own, refusedOnce())).rejects.toBe(refused);
    expect(calls).toEqual([]);
  });

  test('go only when a run on a refreshed state has ended well, and leave no copy of the state behind', async () => {
    const { session: own, calls } = session(true);
    expect(await withRecovery(own, refusedOnce())).toBe('refreshed');
    expect(calls).toEqual(['refresh --yes', 'stack export', 'stack export', 'stack import']);
    expect(await readdir(workDir)).toEqual([]);
  });

  test('stay where that run fails', async () => {
    const { session: own, calls } = session(true);
    const failed = new StackError('cloud_unreachable', 'No answer.', 'Try again.');
    let runs = 0;
    const run = async () => {
      throw runs++ === 0 ? refused : failed;
    };
    await expect(withRecovery(own, run)).rejects.toBe(failed);
    expect(calls).toEqual(['refresh --yes']);
  });

  test('go a little later while another run, which will be refused, holds the lock', async () => {
    const { session: own, calls } = session(true, locked);
    expect(await withRecovery(own, refusedOnce())).toBe('refreshed');
    expect(calls.filter((call) => call === 'stack import')).toHaveLength(2);
  });

  test('that can not be dropped for another reason fail the run', async () => {
    const denied = new StackError('state_unwritable', 'No.', 'Give access.');
    await expect(withRecovery(session(true, denied).session, refusedOnce())).rejects.toBe(denied);
    expect(await readdir(workDir)).toEqual([]);
  });
});
