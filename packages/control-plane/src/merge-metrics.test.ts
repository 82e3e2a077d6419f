import { describe, expect, test } from '@jest/globals';
import { DEFAULT_THRESHOLDS } from '@prego/placement-core';
import fc from 'fast-check';
import { type KnownMetrics, mergeMetrics } from './merge-metrics.ts';

const NODE = 'sg-s-7k2m9qxb';
const NOW = 1_800_000_000_000;
const FRESH_MS = DEFAULT_THRESHOLDS.metrics_max_age_s * 1000;
const merge = (before: KnownMetrics | null, push: object, now = NOW) =>
  mergeMetrics(before, { node_id: NODE, ...push }, now, DEFAULT_THRESHOLDS);

test('what a push does not say stays for five minutes, and is unknown then', () => {
  const full = merge(null, { cpu_pct: 10, memory_pct: 20, disk_pct: 30, tenant_count: 4 });
  expect(merge(full, { memory_pct: 21 }, NOW + FRESH_MS)).toMatchObject({ cpu_pct: 10, memory_pct: 21, disk_pct: 30 });
  expect(merge(full, { memory_pct: 21 }, NOW + FRESH_MS + 1)).toMatchObject({
    ...{ cpu_pct: null, cpu_at: null, memory_pct: 21, disk_pct: null, disk_at: null, tenant_count: null },
  });
});

test('pushes that never say it do not keep an old value alive', () => {
  let known = merge(null, { cpu_pct: 10, memory_pct: 20, disk_pct: 30 });
  for (let minute = 1; minute <= 6; minute++)
    known = merge(known, { memory_pct: 20, cpu_pct: 10 }, NOW + minute * 60_000);
  expect(known.disk_pct).toBeNull();
});

test('a full node closes and opens again well below its threshold', () => {
  const load = (memory_pct: number) => ({ memory_pct, cpu_pct: 10, disk_pct: 10 });
  const full = merge(null, load(80));
  expect(full.closed).toBe(1);
  expect(merge(full, load(75)).closed).toBe(1);
  expect(merge(full, load(69)).closed).toBe(0);
  // What is over and not said again is still over.
  expect(merge(full, { cpu_pct: 10, disk_pct: 10 }).closed).toBe(1);
});

describe('whatever arrives', () => {
  const value = fc.option(fc.double({ min: -50, max: 200, noNaN: true }), { nil: undefined });
  const push = fc.record({ cpu_pct: value, memory_pct: value, disk_pct: value });
  const timeline = fc.array(fc.record({ push, afterMs: fc.nat(FRESH_MS * 2) }), { minLength: 1 });

  test('each value is the last one said, within 0 and 100, if that is not too old', () => {
    fc.assert(
      fc.property(timeline, (steps) => {
        let known: KnownMetrics | null = null;
        let now = NOW;
        const said: { [name: string]: { value: number; at: number } } = {};
        for (const { push, afterMs } of steps) {
          now += afterMs;
          known = merge(known, push, now);
          for (const [name, value] of Object.entries(push)) if (value !== undefined) said[name] = { value, at: now };
          for (const name of ['cpu_pct', 'memory_pct', 'disk_pct'] as const) {
            const last = said[name];
            const fresh = last !== undefined && now - last.at <= FRESH_MS;
            expect(known[name]).toBe(fresh ? Math.min(100, Math.max(0, last.value)) : null);
          }
        }
      }),
    );
  });

  test('the same push a second time changes nothing', () => {
    fc.assert(
      fc.property(push, push, (first, second) => {
        const once = merge(merge(null, first), second);
        expect(merge(once, second)).toEqual(once);
      }),
    );
  });
});
