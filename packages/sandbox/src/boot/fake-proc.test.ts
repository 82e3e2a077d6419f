import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AT_BOOT, advance, procFiles } from './fake-proc.ts';
import { initialLoad, withLoad } from './load.ts';

const percent = fc.integer({ min: 0, max: 100 });
const someLoad = fc.record({ cpuPct: percent, memoryPct: percent, diskPct: percent });

/** User, system and idle ticks of all cpus. */
function ticks(stat: string | undefined): number[] {
  const [, user, , system, idle] = (stat ?? '').split('\n', 1)[0]?.split(/\s+/).map(Number) ?? [];
  return [user, system, idle] as number[];
}

test('between two samples the cpu is as busy as the load says, however time was cut up', () => {
  fc.assert(
    fc.property(
      someLoad,
      fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 40, maxLength: 80 }),
      (load, steps) => {
        const later = steps.reduce((counters, ms) => advance(counters, ms, load), AT_BOOT);
        const [user, system, idle] = ticks(procFiles(later, load).stat) as [number, number, number];
        const seconds = steps.reduce((sum, ms) => sum + ms, 0) / 1000;
        expect(Math.abs(user + system + idle - seconds * 200)).toBeLessThanOrEqual(2);
        expect(Math.abs(100 - (100 * idle) / (user + system + idle) - load.cpuPct)).toBeLessThan(0.5);
      },
    ),
  );
});

test('no counter ever runs backwards', () => {
  fc.assert(
    fc.property(someLoad, someLoad, fc.integer({ min: -500, max: 5000 }), (first, second, ms) => {
      const before = advance(AT_BOOT, 1000, first);
      const after = advance(before, ms, second);
      for (const key of Object.keys(AT_BOOT) as (keyof typeof AT_BOOT)[])
        expect(after[key]).toBeGreaterThanOrEqual(before[key]);
    }),
  );
});

test('memory in use is what the load says', () => {
  const meminfo = procFiles(AT_BOOT, { cpuPct: 0, memoryPct: 75, diskPct: 0 }).meminfo ?? '';
  const kb = (key: string) => Number(new RegExp(`${key}: (\\d+) kB`).exec(meminfo)?.[1]);
  expect(kb('MemAvailable') / kb('MemTotal')).toBeCloseTo(0.25);
});

test('a server starts with the same load each time, and below what placement turns away', () => {
  expect(initialLoad(42)).toEqual(initialLoad(42));
  expect(new Set(Array.from({ length: 50 }, (_, id) => JSON.stringify(initialLoad(id)))).size).toBeGreaterThan(40);
  for (let id = 0; id < 500; id++) {
    for (const value of Object.values(initialLoad(id))) expect(value).toBeLessThan(50);
  }
});

test.each([-1, 101, Number.NaN])('%s is no percentage', (cpuPct) => {
  expect(() => withLoad(initialLoad(1), { cpuPct })).toThrow(RangeError);
});
