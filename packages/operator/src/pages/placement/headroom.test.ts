import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headroomOf, isStillMade } from './headroom.ts';
import type { Candidate } from './placement-types.ts';
import { anyCandidate, anyThresholds, CANDIDATE, THRESHOLDS } from './testing/candidates.ts';

const bindingOf = (candidate: Candidate) =>
  headroomOf(candidate, THRESHOLDS)
    .filter(({ binds }) => binds)
    .map(({ name }) => name);

describe('headroom', () => {
  test('is what is left until each limit', () => {
    expect(headroomOf(CANDIDATE, THRESHOLDS)).toEqual([
      { name: 'memory', used: 40, limit: 80, room: 0.5, left: 40, binds: true },
      { name: 'cpu', used: 20, limit: 80, room: 0.75, left: 60, binds: false },
      { name: 'disk', used: 10, limit: 80, room: 0.875, left: 70, binds: false },
      { name: 'seats', used: 5, limit: 20, room: 0.75, left: 15, binds: false },
    ]);
  });

  test('is none, and tells by how much, where the node is over', () => {
    const [memory] = headroomOf({ ...CANDIDATE, memory_pct: 91 }, THRESHOLDS);
    expect(memory).toMatchObject({ room: 0, left: -11, binds: true });
  });

  test('has no more seats than are allowed anywhere', () => {
    expect(headroomOf({ ...CANDIDATE, capacity: 500 }, THRESHOLDS)[3]).toMatchObject({ limit: 20, left: 15 });
    expect(headroomOf({ ...CANDIDATE, capacity: 6 }, THRESHOLDS)[3]).toMatchObject({ limit: 6, left: 1, binds: true });
  });

  test('is bound by the seats where a node has none', () => {
    expect(headroomOf({ ...CANDIDATE, capacity: 0, tenants: 0, reservations: 0 }, THRESHOLDS)[3]).toMatchObject({
      room: 0,
      binds: true,
    });
  });

  test('is bound by the further over of two', () => {
    expect(bindingOf({ ...CANDIDATE, memory_pct: 85, disk_pct: 95 })).toEqual(['disk']);
  });

  test('is not known where the node has not said, and that never binds', () => {
    const silent = { ...CANDIDATE, memory_pct: null, cpu_pct: null, disk_pct: null };
    expect(headroomOf(silent, THRESHOLDS)[0]).toMatchObject({ used: null, room: null, left: null, binds: false });
    expect(bindingOf(silent)).toEqual(['seats']);
  });
});

describe('whatever the node and the thresholds', () => {
  test('room is from 0 to 1, exactly one limit binds, and none that is known has less room', () => {
    fc.assert(
      fc.property(anyCandidate, anyThresholds, (candidate, thresholds) => {
        const limits = headroomOf(candidate, thresholds);
        const rooms = limits.flatMap(({ room }) => (room === null ? [] : [room]));
        for (const room of rooms) expect(room >= 0 && room <= 1).toBe(true);
        const binding = limits.filter(({ binds }) => binds);
        expect(binding).toHaveLength(1);
        expect(binding[0]?.room).toBe(Math.min(...rooms));
        for (const { used, room, left } of limits)
          expect([room === null, left === null]).toEqual([used === null, used === null]);
      }),
    );
  });

  test('more use never leaves more room, a higher limit never less', () => {
    const more = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(anyCandidate, anyThresholds, more, (candidate, thresholds, extra) => {
        const fuller = { ...candidate, tenants: candidate.tenants + Math.ceil(extra) };
        const busier = { ...fuller, memory_pct: candidate.memory_pct === null ? null : candidate.memory_pct + extra };
        const wider = { ...thresholds, memory_pct_max: thresholds.memory_pct_max + extra };
        const before = headroomOf(candidate, thresholds);
        const [after, eased] = [headroomOf(busier, thresholds), headroomOf(candidate, wider)];
        before.forEach(({ room }, i) => {
          expect(after[i]?.room ?? 0).toBeLessThanOrEqual(room ?? 0);
          expect(eased[i]?.room ?? 0).toBeGreaterThanOrEqual(room ?? 0);
        });
      }),
    );
  });
});

describe('a node that is still made', () => {
  const silent = { ...CANDIDATE, memory_pct: null, cpu_pct: null, disk_pct: null, metrics_age_s: null };
  test('has no metrics, and nothing is said against that', () => {
    expect(isStillMade(silent)).toBe(true);
    expect(isStillMade({ ...silent, reasons: [{ code: 'seats_full', actual: 20, limit: 20 }] })).toBe(true);
  });

  test.each(['metrics_missing', 'retired', 'failed'] as const)('is none that is %s', (code) => {
    expect(isStillMade({ ...silent, reasons: [{ code }] })).toBe(false);
  });

  test('is none that reports', () => {
    expect(isStillMade({ ...silent, disk_pct: 3 })).toBe(false);
  });
});
