import { describe, expect, test } from '@jest/globals';
import { ESTIMATE_RUNS, LaunchEstimate, Region } from '@prego/contracts';
import fc from 'fast-check';
import { estimateOf, type PastRun } from './estimate.ts';

/** Runs of so many seconds each, one ended after the other. */
const runs = (region: Region, ...seconds: number[]): PastRun[] =>
  seconds.map((s, i) => ({ region, created_at: 1_000_000 + i - s * 1000, ended_at: 1_000_000 + i }));

describe('an estimate', () => {
  test('is the median and the ninth decile of the region’s runs, each one that there was', () => {
    expect(estimateOf(runs('sg', 50, 10, 40, 30, 20), 'sg', 7)).toEqual({
      ...{ started_at: 7, typical_s: 30, slow_s: 50, runs: 5 },
    });
    const ten = runs('sg', 1, 2, 3, 4, 5, 6, 7, 8, 9, 100);
    expect(estimateOf(ten, 'sg', 7)).toMatchObject({ typical_s: 5, slow_s: 9, runs: 10 });
  });

  test('looks at other regions only where its own has fewer than five runs', () => {
    const elsewhere = runs('eu', 500, 500, 500);
    expect(estimateOf([...runs('sg', 1, 1, 1, 1, 1), ...elsewhere], 'sg', 7)).toMatchObject({ slow_s: 1, runs: 5 });
    expect(estimateOf([...runs('sg', 1, 1, 1, 1), ...elsewhere], 'sg', 7)).toMatchObject({ slow_s: 500, runs: 7 });
    expect(estimateOf(runs('eu', 9, 9, 9, 9, 9), 'sg', 7)).toMatchObject({ typical_s: 9, runs: 5 });
  });

  test('is none with fewer than five runs', () => {
    expect(estimateOf([], 'sg', 7)).toBeNull();
    expect(estimateOf([...runs('sg', 1, 1), ...runs('eu', 1, 1)], 'sg', 7)).toBeNull();
  });

  test('rests on the newest 200', () => {
    const older = runs('sg', ...Array<number>(100).fill(900));
    const newer = runs('sg', ...Array<number>(200).fill(60)).map(({ region, created_at, ended_at }) => ({
      ...{ region, created_at: created_at + 1e6, ended_at: ended_at + 1e6 },
    }));
    expect(estimateOf([...newer, ...older], 'sg', 7)).toMatchObject({ typical_s: 60, slow_s: 60, runs: 200 });
  });

  test('counts whole seconds, and a run during which the clock went back as none', () => {
    const odd = [...runs('sg', 1.4, 1.6, 2.5, 3), { region: 'sg' as const, created_at: 9_000_000, ended_at: 1 }];
    expect(estimateOf(odd, 'sg', 7)).toMatchObject({ typical_s: 2, slow_s: 3 });
    expect(
      estimateOf(odd.slice(-1).concat(odd.slice(-1), odd.slice(-1), odd.slice(-1), odd.slice(-1)), 'sg', 7),
    ).toEqual({ started_at: 7, typical_s: 0, slow_s: 0, runs: 5 });
  });
});

describe('for any runs', () => {
  const run: fc.Arbitrary<PastRun> = fc.record({
    region: fc.constantFrom(...Region.options),
    created_at: fc.integer({ min: 0, max: 1e9 }),
    ended_at: fc.integer({ min: 0, max: 1e9 }),
  });
  const some = fc.array(run, { maxLength: 250 });
  const region = fc.constantFrom(...Region.options);

  test('half of those that count took no more than is typical, nine in ten no more than is slow, and no less would do', () => {
    fc.assert(
      fc.property(some, region, fc.nat(), (all, own, now) => {
        const estimate = estimateOf(all, own, now);
        const enough = all.filter((one) => one.region === own).length >= ESTIMATE_RUNS.least;
        const like = enough ? all.filter((one) => one.region === own) : all;
        if (like.length < ESTIMATE_RUNS.least) return expect(estimate).toBeNull();
        const { typical_s, slow_s, runs: counted, started_at } = LaunchEstimate.parse(estimate);
        expect({ started_at, counted }).toEqual({
          started_at: now,
          counted: Math.min(like.length, ESTIMATE_RUNS.most),
        });
        const took = like
          .toSorted((a, b) => b.ended_at - a.ended_at)
          .slice(0, counted)
          .map((one) => Math.max(0, Math.round((one.ended_at - one.created_at) / 1000)));
        const within = (limit: number) => took.filter((s) => s <= limit).length;
        expect(within(typical_s) * 2).toBeGreaterThanOrEqual(counted);
        expect(within(typical_s - 1) * 2).toBeLessThan(counted);
        expect(within(slow_s) * 10).toBeGreaterThanOrEqual(counted * 9);
        expect(within(slow_s - 1) * 10).toBeLessThan(counted * 9);
        expect(slow_s).toBeGreaterThanOrEqual(typical_s);
      }),
      { numRuns: 500 },
    );
  });

  test('their order makes no difference', () => {
    // Of several that ended at the same moment any may be the oldest that counts.
    const apart = some.map((all) => all.map((one, i) => ({ ...one, ended_at: one.ended_at * 1000 + i })));
    const mixed = apart.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(mixed, region, ([all, shuffled], own) => {
        expect(estimateOf(shuffled, own, 1)).toEqual(estimateOf(all, own, 1));
      }),
      { numRuns: 200 },
    );
  });
});
