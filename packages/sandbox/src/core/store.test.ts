import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Document, Store } from './store.ts';

interface Note extends Document {
  id: number;
  name: string;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the store', () => {
  test('keeps what was committed when the process is killed, and nothing half', async () => {
    const file = join(folder, 'state.db');
    // Each transaction writes a pair of documents; its id is printed only after the commit.
    const writer = `
      import { writeSync } from 'node:fs';
      import { Store } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
      const store = new Store(${JSON.stringify(file)});
      const [left, right] = [store.collection('left'), store.collection('right')];
      for (;;) {
        const id = store.transaction(() => {
          const next = store.next('note');
          left.put(1, { id: next, name: 'x'.repeat(500) });
          right.put(1, { id: next, name: 'y'.repeat(500) });
          return next;
        });
        writeSync(1, id + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', writer], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH ?? '' },
    });
    const acknowledged: number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(Number(line));
      if (acknowledged.length === 300) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

    const store = new Store(file);
    const ids = (kind: string) =>
      store
        .collection<Note>(kind)
        .list(1)
        .map(({ id }) => id);
    expect(child.signalCode).toBe('SIGKILL');
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(ids('left')).toEqual(ids('right'));
    expect(ids('left')).toEqual(expect.arrayContaining(acknowledged));
    expect(store.next('note')).toBe(ids('left').length + 1);
    store.close();
  });

  test('undoes a transaction that throws, inner ones with it', () => {
    const store = new Store(':memory:');
    const notes = store.collection<Note>('note');
    notes.put(1, { id: 1, name: 'before' });
    expect(() =>
      store.transaction(() => {
        notes.put(1, { id: 1, name: 'after' });
        store.transaction(() => notes.put(1, { id: 2, name: 'inner' }));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(notes.list(1)).toEqual([{ id: 1, name: 'before' }]);
    store.transaction(() => notes.delete(1, 1));
    expect(notes.list(1)).toEqual([]);
    store.close();
  });

  test('keeps projects and kinds apart, and lists in the order of creation', () => {
    const store = new Store(':memory:');
    const notes = store.collection<Note>('note');
    for (const id of [2, 10, 1]) notes.put(1, { id, name: 'same' });
    notes.put(2, { id: 3, name: 'other' });
    store.collection<Note>('letter').put(1, { id: 4, name: 'same' });

    expect(notes.list(1).map(({ id }) => id)).toEqual([1, 2, 10]);
    expect(notes.listByName(1, 'same')).toHaveLength(3);
    expect(notes.get(2, 1)).toBeUndefined();
    expect(notes.byName(2, 'other')).toEqual({ id: 3, name: 'other' });
    store.close();
  });

  test('never hands a number out twice', () => {
    const store = new Store(':memory:');
    expect([store.next('a', 100), store.next('a', 100), store.next('b')]).toEqual([100, 101, 1]);
    store.close();
  });
});
