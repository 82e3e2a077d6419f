import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Billing, closed, costBetween, costSoFar, repriced } from './billing.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}Z`);
const price = { hourly: 0.01, monthly: 6 };

test.each([
  ['no time at all', '2026-03-01T00:00', '2026-03-01T00:00', 0.01],
  ['a minute', '2026-03-01T00:00', '2026-03-01T00:01', 0.01],
  ['an hour', '2026-03-01T00:00', '2026-03-01T01:00', 0.01],
  ['an hour and a minute', '2026-03-01T00:00', '2026-03-01T01:01', 0.02],
  ['a day', '2026-03-01T00:00', '2026-03-02T00:00', 0.24],
  ['a whole month, in which the monthly price is the most', '2026-03-01T00:00', '2026-04-01T00:00', 6],
  ['a month and a day', '2026-03-01T00:00', '2026-04-02T00:00', 6.24],
  ['the end of one month and the beginning of the next', '2026-03-31T12:00', '2026-04-01T12:00', 0.24],
  ['a year', '2026-01-01T00:00', '2027-01-01T00:00', 72],
])('%s', (_, from, until, cost) => {
  expect(costBetween(at(from), at(until), price)).toBe(cost);
});

test('an unknown price of an hour makes an unknown cost; without one of a month every hour counts', () => {
  expect(costBetween(0, HOUR, { hourly: null, monthly: 6 })).toBeNull();
  expect(costBetween(at('2026-03-01T00:00'), at('2026-04-01T00:00'), { hourly: 0.01, monthly: null })).toBe(7.44);
});

const time = fc.integer({ min: at('2025-11-01T00:00'), max: at('2027-03-01T00:00') });
const span = fc.integer({ min: 0, max: 100 * 24 * HOUR });
const cents = fc.integer({ min: 0, max: 500 }).map((value) => value / 10_000);
const prices = fc.record({ hourly: cents, monthly: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }) });

/** Hour by hour, as the bill is read. */
function byTheHour(from: number, until: number, { hourly, monthly }: { hourly: number; monthly: number | null }) {
  const hours = new Map<string, number>();
  let begun = from;
  do {
    const month = new Date(begun).toISOString().slice(0, 7);
    hours.set(month, (hours.get(month) ?? 0) + 1);
    begun += HOUR;
  } while (begun < until);
  return [...hours.values()].reduce((sum, count) => sum + Math.min(count * hourly, monthly ?? Infinity), 0);
}

test('is the same as counted hour by hour, never falls, and never exceeds either price', () => {
  fc.assert(
    fc.property(time, span, span, prices, (from, length, more, each) => {
      const cost = costBetween(from, from + length, each) as number;
      expect(cost).toBeCloseTo(byTheHour(from, from + length, each), 4);
      expect(costBetween(from, from + length + more, each) as number).toBeGreaterThanOrEqual(cost);
      const hours = Math.max(1, Math.ceil(length / HOUR));
      expect(cost).toBeLessThanOrEqual(hours * each.hourly + 1e-4);
      const months = Math.floor(length / (28 * 24 * HOUR)) + 2;
      if (each.monthly !== null) expect(cost).toBeLessThanOrEqual(months * each.monthly + 1e-4);
    }),
  );
});

const never: Billing = { hourly_cost: null, monthly_cost: null, billed_from: null, billed_before: 0 };

test('nothing is billed before anything was made, and nothing more once it is given back', () => {
  expect(costSoFar(never, 5 * HOUR)).toBe(0);
  const made = repriced(never, 0, price);
  const gone = closed(made, 3 * HOUR);
  expect([costSoFar(made, HOUR), costSoFar(gone, 3 * HOUR), costSoFar(gone, 900 * HOUR)]).toEqual([0.01, 0.03, 0.03]);
});

test('after a change of price the hours before keep theirs, and the same price again changes nothing', () => {
  const made = repriced(never, 0, price);
  expect(repriced(made, HOUR, price)).toBe(made);
  const less = repriced(made, 10 * HOUR, { hourly: 0.001, monthly: 0.6 });
  expect(costSoFar(less, 20 * HOUR)).toBe(0.11);
  const more = repriced(made, 10 * HOUR, { hourly: 0.03, monthly: 18 });
  expect(costSoFar(more, 20 * HOUR)).toBe(0.4);
});

test('what stays of several has its cap of the month once', () => {
  const three = repriced(never, at('2026-03-01T00:00'), { hourly: 0.03, monthly: 18 });
  const one = repriced(three, at('2026-03-27T00:00'), price);
  expect(costSoFar(one, at('2026-04-01T00:00'))).toBe(18);
  expect(costSoFar(one, at('2026-04-02T00:00'))).toBe(18.24);
  const early = repriced(three, at('2026-03-02T00:00'), price);
  expect(costSoFar(early, at('2026-04-01T00:00'))).toBe(6.48);
});

test('what was unknown once stays unknown', () => {
  const unknown = repriced(never, 0, { hourly: null, monthly: null });
  expect(costSoFar(unknown, HOUR)).toBeNull();
  expect(costSoFar(repriced(unknown, HOUR, price), 2 * HOUR)).toBeNull();
  expect(costSoFar(closed(unknown, HOUR), 2 * HOUR)).toBeNull();
});

test('a change of price never makes the cost so far smaller, and no hour costs more than its price', () => {
  fc.assert(
    fc.property(time, prices, fc.array(fc.tuple(span, prices), { maxLength: 5 }), (from, first, changes) => {
      let billing = repriced(never, from, first);
      let now = from;
      let before = costSoFar(billing, now) as number;
      let most = first.hourly;
      for (const [wait, next] of changes) {
        most += Math.ceil(wait / HOUR) * (billing.hourly_cost as number) + next.hourly;
        now += wait;
        billing = repriced(billing, now, next);
        const cost = costSoFar(billing, now) as number;
        // Each is rounded to a ten-thousandth.
        expect(cost).toBeGreaterThanOrEqual(before - 1e-4);
        expect(cost).toBeLessThanOrEqual(most + 1e-3);
        before = cost;
      }
      expect(costSoFar(closed(billing, now), now + HOUR)).toBe(before);
    }),
  );
});

describe('of servers that come and go', () => {
  const each = { hourly: 0.01, monthly: 6 };
  const priceOfAll = (servers: number) => ({ hourly: servers * each.hourly, monthly: servers * each.monthly });
  const wait = fc.integer({ min: 1, max: 20 * 24 * HOUR });

  test('where they only go, it is the bill of each', () => {
    fc.assert(
      fc.property(time, fc.array(wait, { minLength: 1, maxLength: 5 }), span, (from, waits, last) => {
        let billing = repriced(never, from, priceOfAll(waits.length));
        let [now, bill, left] = [from, 0, waits.length];
        for (const more of waits.slice(1)) {
          now += more;
          left -= 1;
          bill += costBetween(from, now, each) as number;
          billing = repriced(billing, now, priceOfAll(left));
        }
        bill += costBetween(from, now + last, each) as number;
        expect(costSoFar(billing, now + last) as number).toBeCloseTo(bill, 2);
      }),
    );
  });

  test('it is never less than the bill of each, and for each that one comes to more by an hour and what is beyond its cap', () => {
    const beyondCap = 745 * each.hourly - each.monthly;
    const events = fc.array(fc.tuple(wait, fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(time, events, span, (from, changes, last) => {
        let billing = repriced(never, from, each);
        let begun = [from];
        let [now, bill, met] = [from, 0, 0];
        for (const [more, comes] of changes) {
          now += more;
          if (!comes && begun.length === 1) continue;
          const [first, ...rest] = begun as [number, ...number[]];
          if (comes) met += begun.length;
          else bill += costBetween(first, now, each) as number;
          begun = comes ? [...begun, now] : rest;
          billing = repriced(billing, now, priceOfAll(begun.length));
        }
        const end = now + last;
        bill += begun.reduce((sum, one) => sum + (costBetween(one, end, each) as number), 0);
        const cost = costSoFar(billing, end) as number;
        // The hours of the one may begin in another month than those of the other.
        expect(cost).toBeGreaterThanOrEqual(bill - met * each.hourly - 1e-3);
        expect(cost).toBeLessThanOrEqual(bill + met * (2 * each.hourly + beyondCap) + 1e-3);
      }),
      { numRuns: 1_000 },
    );
  });
});
