import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holderOf, lockError, parseLocks, processStart, removeLock, type StackLock } from './stack-lock.ts';

const TEXT = `error: the stack is currently locked by 2 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///tmp/a%20b/.pulumi/locks/organization/prego/sg/x%20y.json?no_tmp_dir=true: created by me@vm (pid 7) at 2026-11-21T10:35:12+09:00
  file:///tmp/a%20b/.pulumi/locks/organization/prego/sg/z.json?no_tmp_dir=true: created by EU\\Jo Doe@box.example (pid 12) at 2026-11-21T01:36:00Z`;

const lock = (over: Partial<StackLock> = {}): StackLock => ({
  url: 'file:///s/x.json',
  user: 'me',
  host: 'vm',
  pid: 7,
  since: new Date('2026-11-21T01:35:12Z'),
  ...over,
});

describe('the locks that the engine tells', () => {
  test('are read with holder, host, process and time', () => {
    expect(parseLocks(TEXT)).toEqual([
      {
        url: 'file:///tmp/a%20b/.pulumi/locks/organization/prego/sg/x%20y.json?no_tmp_dir=true',
        user: 'me',
        host: 'vm',
        pid: 7,
        since: new Date('2026-11-21T01:35:12Z'),
      },
      expect.objectContaining({ user: 'EU\\Jo Doe', host: 'box.example', pid: 12 }),
    ]);
  });

  test('count once, however often they are told', () => {
    expect(parseLocks(`${TEXT}\n${TEXT}`)).toHaveLength(2);
  });

  test('are none in any other text', () => {
    expect(parseLocks('error: Another update is currently in progress.')).toEqual([]);
  });
});

describe('the holder of a lock', () => {
  const look = (startedAt?: string) => ({
    hostname: 'vm',
    startedAt: () => (startedAt === undefined ? undefined : new Date(startedAt)),
  });

  test.each([
    ['live, as its process runs since before the lock', lock(), '2026-11-21T01:35:11Z', 'live'],
    ['live within the second that the lock cuts off', lock(), '2026-11-21T01:35:12.900Z', 'live'],
    ['dead, as its process is gone', lock(), undefined, 'dead'],
    ['dead, as another process has its id since', lock(), '2026-11-21T02:00:00Z', 'dead'],
    ['elsewhere, whatever runs here', lock({ host: 'other' }), undefined, 'elsewhere'],
  ])('is %s', (_why, held, startedAt, holder) => {
    expect(holderOf(held, look(startedAt))).toBe(holder);
  });
});

describe('the error of a locked stack', () => {
  test('says who, where, which process and since when', () => {
    expect(lockError([lock()], ['live'])).toMatchObject({
      code: 'stack_locked',
      what: 'The stack is locked by me@vm (process 7) since 2026-11-21T01:35:12Z.',
    });
  });

  test('of a dead run says that it is gone, and how to go on', () => {
    const error = lockError([lock()], ['dead']);
    expect(error.code).toBe('stack_lock_left');
    expect(error.message).toBe(
      "The stack's lock was left by process 7 of vm, which took it at 2026-11-21T01:35:12Z and is gone. Run it again as the holder of the stack's lease (`holdsLease`), which clears it.",
    );
  });

  test('is a lock that was left only if all holders are dead', () => {
    const holder = fc.constantFrom('live' as const, 'dead' as const, 'elsewhere' as const);
    fc.assert(
      fc.property(fc.array(holder, { minLength: 1, maxLength: 4 }), (holders) => {
        const { code } = lockError(
          holders.map((_, i) => lock({ pid: i + 1 })),
          holders,
        );
        expect(code === 'stack_lock_left').toBe(holders.every((each) => each === 'dead'));
      }),
    );
  });

  test('does not take a holder that nobody looked at for dead', () => {
    expect(lockError([lock(), lock({ pid: 8 })], ['dead']).code).toBe('stack_locked');
    expect(lockError([], [])).toMatchObject({ code: 'stack_locked', what: 'The stack is locked by another run.' });
  });
});

describe('removing a lock', () => {
  test('takes exactly its file, also where its name is encoded, and is done where it is gone', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'prego lock %41 '));
    const mine = join(dir, 'x y.json');
    for (const file of [mine, `${mine}.attrs`, join(dir, 'other.json')]) await writeFile(file, '{}');
    const held = lock({ url: `${pathToFileURL(mine).href}?no_tmp_dir=true` });
    expect(await removeLock(held)).toBe(true);
    expect(await readdir(dir)).toEqual(['other.json']);
    expect(await removeLock(held)).toBe(true);
    await rm(dir, { recursive: true });
  });

  test('is not ours to do in a bucket', async () => {
    expect(await removeLock(lock({ url: 's3://bucket/.pulumi/locks/x.json' }))).toBe(false);
  });

  test('fails where it is refused', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'prego-lock-'));
    await mkdir(join(dir, 'x.json'));
    await expect(removeLock(lock({ url: pathToFileURL(join(dir, 'x.json')).href }))).rejects.toThrow();
    await rm(dir, { recursive: true });
  });
});

describe('the start of a process', () => {
  test('of ours is when it started, to a few seconds', () => {
    const startedAt = Date.now() - process.uptime() * 1000;
    expect(Math.abs((processStart(process.pid)?.getTime() ?? 0) - startedAt)).toBeLessThan(5000);
  });

  test('that has ended is none', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'close');
    expect(processStart(child.pid as number)).toBeUndefined();
  });
});
