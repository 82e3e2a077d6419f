import { expect, test } from '@jest/globals';
import { type Result, runEach } from './run-each.ts';

test('every one is done, no more than so many at a time, and each result is told', async () => {
  let atOnce = 0;
  let most = 0;
  const results = new Map<number, Result<string> | 'begun'>();
  await runEach(
    [1, 2, 3, 4, 5, 6, 7],
    3,
    async (n) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      if (n === 4) throw new Error('refused');
      return `done ${n}`;
    },
    (n, result) => results.set(n, result),
    () => false,
  );
  expect(most).toBe(3);
  expect(results.get(4)).toEqual({ error: new Error('refused') });
  expect([...results.values()].filter((one) => one !== 'begun' && 'done' in one)).toHaveLength(6);
});

test('once it is stopped nothing more is begun, and what was begun is told', async () => {
  const told: string[] = [];
  let stopped = false;
  await runEach(
    [1, 2, 3],
    1,
    async (n) => {
      stopped = n === 2;
      return n;
    },
    (n, result) => told.push(`${n} ${result === 'begun' ? 'begun' : 'done'}`),
    () => stopped,
  );
  expect(told).toEqual(['1 begun', '1 done', '2 begun', '2 done']);
});
