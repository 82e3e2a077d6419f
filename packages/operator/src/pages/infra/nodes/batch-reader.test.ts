import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchReader } from './batch-reader.ts';

let requests: (readonly string[])[];
let due: (() => void)[];
beforeEach(() => {
  requests = [];
  due = [];
});

const reader = (most = 3, fails = false) =>
  batchReader<string>({
    most,
    schedule: (flush) => due.push(flush),
    read: async (ids) => {
      requests.push(ids);
      if (fails) throw new Error('gone');
      return new Map(ids.filter((id) => id !== 'silent').map((id) => [id, `of ${id}`]));
    },
  });
const flush = () => {
  for (const call of due.splice(0)) call();
};
const interested = new AbortController().signal;

describe('rows that ask for themselves', () => {
  test('are read together, each once, and each has its own answer', async () => {
    const load = reader();
    const answers = Promise.all(['a', 'b', 'a', 'silent'].map((id) => load(id, interested)));
    flush();
    expect(await answers).toEqual(['of a', 'of b', 'of a', undefined]);
    expect(requests).toEqual([['a', 'b', 'silent']]);
  });

  test('are never more in a request than it takes, and none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 5 }), async (ids, most) => {
        requests = [];
        const load = reader(most);
        const answers = Promise.all(ids.map((id) => load(id, interested)));
        flush();
        await answers;
        expect(requests.flat()).toEqual(ids);
        expect(Math.max(0, ...requests.map(({ length }) => length))).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('that were only scrolled past are not read', async () => {
    const load = reader();
    const gone = new AbortController();
    const passed = load('passed', gone.signal);
    const here = load('here', interested);
    gone.abort();
    flush();
    await expect(passed).rejects.toMatchObject({ name: 'AbortError' });
    expect(await here).toBe('of here');
    expect(requests).toEqual([['here']]);
  });

  test('are told what became of their request, and can ask again', async () => {
    const load = reader(3, true);
    const answer = load('a', interested);
    flush();
    await expect(answer).rejects.toThrow('gone');
    void load('a', interested).catch(() => {});
    expect(due).toHaveLength(1);
  });
});
