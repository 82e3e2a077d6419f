import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { forgetState, keepState, restoreState, stateFileOf } from './state-file.ts';

let dir: string;
let file: string;
const state = (serial: number): string => JSON.stringify({ version: 3, checkpoint: { serial } });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-state-'));
  file = join(dir, 'sg.json');
});
afterEach(() => rm(dir, { recursive: true }));

/** As the engine saves: what was there becomes `.bak`, the new file comes by a rename. */
async function save(content: string, cutBackup = false): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== undefined) await writeFile(`${file}.bak`, cutBackup ? before.slice(0, 9) : before);
  await writeFile(`${file}.tmp`, content);
  await rename(`${file}.tmp`, file);
}

test('a stack lies in a file of its own, in the folder of a local backend', () => {
  const url = `${pathToFileURL(join(dir, 'a b')).href}?no_tmp_dir=true`;
  expect(stateFileOf({ backend: { url: url }, project: 'prego', stack: 'sg' })).toBe(
    join(dir, 'a b/.pulumi/stacks/prego/sg.json'),
  );
  expect(stateFileOf({ backend: { url: 's3://bucket' }, project: 'prego', stack: 'sg' })).toBeUndefined();
});

describe('a state that a full disk has cut off', () => {
  test("comes back as the save before had it, from the engine's copy", async () => {
    await save(state(1));
    await keepState(file);
    await save(state(2));
    await save(state(3).slice(0, 20));
    expect(await restoreState(file)).toBe(`${file}.bak`);
    expect(await readFile(file, 'utf8')).toBe(state(2));
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(state(3).slice(0, 20));
  });

  test('comes back as it was before the update, where that copy is cut off too', async () => {
    await save(state(1));
    await keepState(file);
    await save(state(2));
    await save(state(3).slice(0, 20), true);
    expect(await restoreState(file)).toBe(`${file}.kept`);
    expect(await readFile(file, 'utf8')).toBe(state(1));
  });

  test('can be cut off again: what was kept stays whole', async () => {
    await save(state(1));
    for (const _again of [1, 2]) {
      await keepState(file);
      await save('', true);
      await restoreState(file);
      expect(await readFile(file, 'utf8')).toBe(state(1));
    }
  });

  test('stays as it is where there is no whole copy', async () => {
    await save('{"checkpoint":');
    await keepState(file);
    expect(await restoreState(file)).toBeUndefined();
    expect(await readFile(file, 'utf8')).toBe('{"checkpoint":');
  });
});

test('a state that can not be put back stays where it is: without one, a run would begin the stack anew', async () => {
  await save(state(1));
  await save(state(2).slice(0, 20));
  await mkdir(`${file}.restored`);
  await expect(restoreState(file)).rejects.toMatchObject({ code: 'state_unwritable' });
  expect(await readFile(file, 'utf8')).toBe(state(2).slice(0, 20));
});

test('a state that is not there, or kept compressed, is not put back', async () => {
  await save(state(1));
  await keepState(file);
  await rm(file);
  expect(await restoreState(file)).toBeUndefined();
});

test('of a stack that is removed no copy stays', async () => {
  await save(state(1));
  await keepState(file);
  await save('', true);
  await restoreState(file);
  await rm(`${file}.bak`);
  await rm(file);
  await forgetState(file);
  expect(await readdir(dir)).toEqual([]);
});

test('a whole state is left alone', async () => {
  await save(state(1));
  await keepState(file);
  await save(state(2));
  expect(await restoreState(file)).toBeUndefined();
  expect(await readFile(file, 'utf8')).toBe(state(2));
});

test('a stack without a state needs none kept', async () => {
  await expect(keepState(file)).resolves.toBeUndefined();
});
