import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { costEur, Ledger, type LedgerEntry } from './ledger.ts';
import { Store } from './store.ts';

const HOUR = 3_600_000;

function entry(fromMs: number, toMs: number | null): LedgerEntry {
  return {
    entry: 1,
    project: 1,
    kind: 'server',
    resource: '1',
    name: 'sg-s-1',
    labels: {},
    hourlyEur: '0.0100',
    monthlyEur: '6.0000',
    fromMs,
    toMs,
  };
}

describe('the cost of an entry', () => {
  test.each([
    ['a moment costs the first hour', 1, 0.01],
    ['an hour costs an hour', HOUR, 0.01],
    ['a started hour counts', HOUR + 1, 0.02],
    ['a month is capped', 730 * HOUR, 6],
    ['the cap holds within the month', 700 * HOUR, 6],
    ['the next month begins by the hour', 732 * HOUR, 6.02],
  ])('%s', (_, ms, cost) => {
    expect(costEur(entry(0, ms), Number.NaN)).toBeCloseTo(cost, 9);
  });

  test('grows with time, and never exceeds a monthly price a month', () => {
    const hours = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(hours, hours, (first, second) => {
        const [less, more] = [Math.min(first, second), Math.max(first, second)];
        expect(costEur(entry(0, null), less * HOUR)).toBeLessThanOrEqual(costEur(entry(0, null), more * HOUR));
        expect(costEur(entry(0, more * HOUR), Number.NaN)).toBeLessThanOrEqual(6 * (Math.floor(more / 730) + 1) + 1e-9);
      }),
    );
  });
});

describe('the ledger', () => {
  test('opens and closes entries, and forgets none', () => {
    const store = new Store(':memory:');
    const ledger = new Ledger(store);
    const { entry: _, toMs: __, ...opened } = entry(1000, null);
    ledger.open({ ...opened, labels: { 'job-id': 'a' } });
    ledger.open({ ...opened, project: 2 });
    ledger.close(1, 'server', '1', 5000);
    ledger.close(1, 'server', '1', 9000);
    ledger.close(1, 'volume', '1', 9000);

    expect(ledger.entries(1)).toMatchObject([{ labels: { 'job-id': 'a' }, fromMs: 1000, toMs: 5000 }]);
    expect(ledger.entries().map(({ toMs }) => toMs)).toEqual([5000, null]);
    store.close();
  });
});
