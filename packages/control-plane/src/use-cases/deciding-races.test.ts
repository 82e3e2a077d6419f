import { describe, expect, test } from '@jest/globals';
import type { Logger } from '../ports/logger.ts';
import { decideUntilItHolds } from './deciding-races.ts';

const log: Logger = { info() {}, warn() {}, error() {}, with: () => log };

/** Rounds that meet these constraints one after the other, and then succeed; and what was done in between. */
function meeting(...constraints: readonly string[]) {
  const done: (string | number)[] = [];
  const left = [...constraints];
  const round = async () => {
    const met = left.shift();
    if (met !== undefined) throw new Error(met);
    return 'placed';
  };
  const waitUpTo = async (ms: number) => void done.push(ms);
  return { done, result: decideUntilItHolds({ log, waitUpTo }, round, () => void done.push('forget')) };
}

describe('who meets others while deciding', () => {
  test('decides again, after a wait that grows', async () => {
    const { done, result } = meeting('no_seat', 'region_changed', 'UNIQUE constraint failed: tenants.subdomain_slug');
    expect(await result).toBe('placed');
    expect(done).toEqual([50, 150, 450]);
  });

  test('drops what is known of the nodes where one of them is not in the database', async () => {
    const { done, result } = meeting('FOREIGN KEY constraint failed');
    expect(await result).toBe('placed');
    expect(done).toEqual(['forget', 50]);
  });

  test('is told to come again when others were faster every time, and never waits longer than 8 seconds', async () => {
    const { done, result } = meeting(...Array<string>(100).fill('no_seat'));
    await expect(result).rejects.toMatchObject({ code: 'no_seat' });
    expect([done.length, Math.max(...done.map(Number))]).toEqual([11, 8_000]);
  });

  test('does not take anything else for a race', async () => {
    const { done, result } = meeting('the database is gone');
    await expect(result).rejects.toThrow('the database is gone');
    expect(done).toEqual([]);
  });
});
