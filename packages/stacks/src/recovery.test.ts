import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
  const own = { stack: 'sg', project: 'prego', backend, workDir, signal, holdsLease, lockWaitMs: 0, pulumi, met: {} };
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
    expect(calls).toEqual([
      'stack export',
      'refresh --yes',
      'stack export',
      'stack export',
      'stack export',
      'stack import',
    ]);
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
    expect(calls).toEqual(['stack export', 'refresh --yes', 'stack export']);
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

test('a lock that was half-written a moment ago is no dead one', async () => {
  const { session: own, calls } = session(true);
  const halfWritten = new StackError('stack_lock_left', 'It is half-written.', 'Clear it.');
  let runs = 0;
  const run = async (recovery: string) => {
    if (runs++ === 0) throw halfWritten;
    return recovery;
  };
  expect(await withRecovery(own, run)).toBe('none');
  expect(calls).toEqual([]);
});

describe('a state that the engine found cut off', () => {
  const cutOff = new StackError(
    'state_unreadable',
    'It is cut off.',
    'Look.',
    'error: failed to load checkpoint: EOF\n',
  );
  const refusedPass = new StackError('state_unreadable', 'No.', 'Look.', 'error: incorrect passphrase');

  /** The lease's holder, on a folder whose state file holds this. */
  async function onFolder(content: string): Promise<Session> {
    await mkdir(join(workDir, '.pulumi/stacks/prego'), { recursive: true });
    await writeFile(join(workDir, '.pulumi/stacks/prego/sg.json'), content);
    return { ...session(true).session, backend: { url: pathToFileURL(workDir).href } } as unknown as Session;
  }

  /** How often a run is tried that fails with this each time. */
  async function triesOf(on: Session, error: StackError): Promise<number> {
    let tries = 0;
    const run = async () => {
      tries++;
      throw error;
    };
    await expect(withRecovery(on, run)).rejects.toBe(error);
    return tries;
  }
  const WHOLE = JSON.stringify({ version: 3, checkpoint: {} });

  test('and that is whole is read again, once, without the notes that were cut off beside it', async () => {
    const on = await onFolder(WHOLE);
    const folder = join(workDir, '.pulumi/stacks/prego');
    await writeFile(join(folder, 'sg.json.attrs'), '');
    await writeFile(join(folder, 'eu.json.attrs'), '');
    expect(await triesOf(on, cutOff)).toBe(2);
    expect(await readdir(folder)).toEqual(['eu.json.attrs', 'sg.json']);
  });

  test('and that has no whole copy, or that is unreadable for another reason, is told at once', async () => {
    expect(await triesOf(await onFolder(''), cutOff)).toBe(1);
    expect(await triesOf(await onFolder(WHOLE), refusedPass)).toBe(1);
  });
});
