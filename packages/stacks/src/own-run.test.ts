import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type OwnRun, releaseOwnLock } from './own-run.ts';

/** No process has it: Linux gives at most 2^22. */
const DEAD = 2 ** 22 + 1;
const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);

let folder: string;
let run: OwnRun;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-own-run-'));
  await mkdir(locks(), { recursive: true });
  run = { backendUrl: pathToFileURL(folder).href, stack: 'sg', mark: `PREGO_RUN=${folder}`, since: NOW };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const locks = (stack = 'sg') => join(folder, '.pulumi', 'locks', 'organization', 'prego', stack);

async function lock(name: string, of: { pid?: number; host?: string; at?: number; stack?: string } = {}) {
  const { pid = DEAD, host = hostname(), at = NOW, stack = 'sg' } = of;
  await mkdir(locks(stack), { recursive: true });
  const content = { pid, username: 'runner', hostname: host, timestamp: new Date(at).toISOString() };
  await writeFile(join(locks(stack), `${name}.json`), JSON.stringify(content));
}

/** A process that has started, with this in its environment; it heeds SIGINT or not. */
async function running(env: Record<string, string>, heeds: boolean) {
  const listen = heeds ? '' : "process.on('SIGINT', () => {});";
  const code = `${listen} setInterval(() => {}, 1000); console.log('up');`;
  const child = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return { child, closed: once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]> };
}

describe('the lock of a run that was killed', () => {
  test('is taken away where it is its own', async () => {
    await lock('own');
    expect(await releaseOwnLock(run, 0)).toEqual({ ended: 0, lock: 'released' });
    expect(await readdir(locks())).toEqual([]);
  });

  test.each<[string, NonNullable<Parameters<typeof lock>[1]>]>([
    ['of another host', { host: 'elsewhere' }],
    ['of a process that runs', { pid: process.pid, at: Date.now() }],
    ['of before it began', { at: NOW - 60_000 }],
    ['of another stack', { stack: 'eu' }],
  ])('stays where it is one %s', async (_, of) => {
    await lock('other', of);
    expect(await releaseOwnLock(run, 0)).toEqual({ ended: 0, lock: 'none' });
    expect(await readdir(locks(of.stack))).toEqual(['other.json']);
  });

  test('stays where nobody can say whose it is', async () => {
    await writeFile(join(locks(), 'cut.json'), '{"pid":');
    expect(await releaseOwnLock(run, 0)).toEqual({ ended: 0, lock: 'none' });
    expect(await readdir(locks())).toEqual(['cut.json']);
  });

  test('is none where the stack has never been locked', async () => {
    expect(await releaseOwnLock({ ...run, stack: 'us' }, 0)).toEqual({ ended: 0, lock: 'none' });
  });

  test('is left to the next run where it lies in a bucket', async () => {
    const inBucket = { ...run, backendUrl: 's3://state?region=eu' };
    expect(await releaseOwnLock(inBucket, 0)).toEqual({ ended: 0, lock: 'not_here' });
  });
});

describe('the engine of a run that was killed', () => {
  const marked = () => ({ PREGO_RUN: folder });

  test('is asked to end, and may end by itself', async () => {
    const { closed } = await running(marked(), true);
    expect(await releaseOwnLock(run, 10_000)).toMatchObject({ ended: 1 });
    expect(await closed).toEqual([null, 'SIGINT']);
  });

  test('is killed where it does not', async () => {
    const { closed } = await running(marked(), false);
    expect(await releaseOwnLock(run, 100)).toMatchObject({ ended: 1 });
    expect(await closed).toEqual([null, 'SIGKILL']);
  });

  test('is not another run’s', async () => {
    const { child, closed } = await running({ PREGO_RUN: 'another' }, true);
    expect(await releaseOwnLock(run, 100)).toMatchObject({ ended: 0 });
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGKILL');
    await closed;
  });
});
