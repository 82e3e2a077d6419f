import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byAttempt, byDay, firstRows, gapsOf } from './group-timeline.ts';
import { chosenRows, mergeTimeline } from './merge-timeline.ts';
import { entry, event, NONE, sources } from './testing/stories.ts';
import { TIMELINE_KINDS } from './timeline-row.ts';

describe('sections', () => {
  test('lose nothing, have nothing twice and keep the order within each', () => {
    fc.assert(
      fc.property(sources, fc.constantFrom('newest', 'oldest'), (all, order) => {
        const rows = chosenRows(mergeTimeline(all), TIMELINE_KINDS, order as 'newest');
        const place = new Map(rows.map(({ key }, index) => [key, index]));
        for (const sections of [byAttempt(rows, order as 'newest'), byDay(rows, (at) => String(Math.floor(at / 10)))]) {
          const keys = sections.flatMap((section) => section.rows.map(({ key }) => key));
          expect(keys.toSorted()).toEqual([...place.keys()].toSorted());
          for (const section of sections) {
            const places = section.rows.map(({ key }) => place.get(key) ?? -1);
            expect(places).toEqual(places.toSorted((a, b) => a - b));
          }
        }
      }),
    );
  });

  test('of an attempt hold no row of another attempt', () => {
    fc.assert(
      fc.property(sources, (all) => {
        for (const section of byAttempt(mergeTimeline(all), 'oldest')) {
          if (section.by !== 'attempt') continue;
          for (const row of section.rows.filter(({ job_id }) => job_id !== null)) {
            expect([row.job_id, row.attempt]).toEqual([section.job_id, section.attempt]);
          }
        }
      }),
    );
  });

  test('what belongs to no job stands with what happened before it, in both orders', () => {
    const rows = mergeTimeline({
      ...NONE,
      trace: [event(1, 10), event(2, 30, 'job_b')],
      audit: [entry(1, 5, { job_id: null }), entry(2, 20, { job_id: null }), entry(3, 40, { job_id: null })],
    });
    const told = (order: 'newest' | 'oldest') =>
      byAttempt(chosenRows(rows, TIMELINE_KINDS, order), order).map(({ key, rows }) => [key, rows.map(({ at }) => at)]);
    expect(told('oldest')).toEqual([
      ['job_a 1', [5, 10, 20]],
      ['job_b 1', [30, 40]],
    ]);
    expect(told('newest')).toEqual([
      ['job_b 1', [40, 30]],
      ['job_a 1', [20, 10, 5]],
    ]);
  });

  test('show at most so many rows, and say how many are left', () => {
    const sections = byAttempt(
      mergeTimeline({ ...NONE, trace: [1, 2, 3].map((n) => event(n, n, 'job_a', n > 1 ? 2 : 1)) }),
      'oldest',
    );
    const { shown, left } = firstRows(sections, 2);
    expect(shown.map(({ rows }) => rows.length)).toEqual([1, 1]);
    expect(left).toBe(1);
    expect(firstRows(sections, 3).left).toBe(0);
  });

  test('gaps are the time since what happened before, in both orders', () => {
    const rows = mergeTimeline({ ...NONE, trace: [event(1, 10), event(2, 35)] });
    const gaps = [['trace 2', 25]];
    expect([...gapsOf(rows, 'oldest')]).toEqual(gaps);
    expect([...gapsOf(rows.toReversed(), 'newest')]).toEqual(gaps);
  });
});
