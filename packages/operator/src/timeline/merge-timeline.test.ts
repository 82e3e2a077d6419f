import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chosenRows, mergeTimeline } from './merge-timeline.ts';
import { entry, job, known, NONE, shuffled, sources } from './testing/stories.ts';
import { compareRows, TIMELINE_KINDS } from './timeline-row.ts';

describe('the merged story', () => {
  test('has every row of every source', () => {
    fc.assert(
      fc.property(sources, (all) => {
        const rows = mergeTimeline(all);
        const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
        expect(count('trace')).toBe(all.trace.length);
        expect(count('funnel')).toBe(all.funnel.length);
        expect(count('decision')).toBe(all.decisions.length);
        expect(count('audit')).toBe(all.audit.length);
        const of = rows.map((row) => row.of as unknown);
        for (const source of [all.trace, all.funnel, all.decisions, all.audit]) {
          for (const row of source) expect(of).toContain(row);
        }
        const moments = rows.flatMap((row) =>
          row.kind === 'job' ? [`${row.job_id} ${row.attempt} ${row.of.moment}`] : [],
        );
        for (const { job_id, attempt, ended_at } of [...all.attempts, ...all.jobs]) {
          if (ended_at !== null) expect(moments).toContain(`${job_id} ${attempt} ended`);
        }
        for (const { job_id } of all.jobs) expect(moments).toContain(`${job_id} 1 created`);
      }),
    );
  });

  test('has none of them twice, whatever is read again', () => {
    fc.assert(
      fc.property(sources, (all) => {
        const keys = mergeTimeline(shuffled(all, true)).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('stands in one order, which no order of reading changes', () => {
    fc.assert(
      fc.property(sources, (all) => {
        const rows = mergeTimeline(all);
        expect(mergeTimeline(shuffled(all, true)).map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
        for (const [i, row] of rows.entries()) {
          for (const later of rows.slice(i + 1)) {
            expect(compareRows(row, later)).toBeLessThan(0);
            expect(compareRows(later, row)).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('newest first is exactly the other way round, and a filter only leaves out', () => {
    fc.assert(
      fc.property(sources, fc.subarray([...TIMELINE_KINDS]), (all, kinds) => {
        const rows = mergeTimeline(all);
        const oldest = chosenRows(rows, kinds, 'oldest');
        expect(oldest).toEqual(rows.filter(({ kind }) => kinds.includes(kind)));
        expect(chosenRows(rows, kinds, 'newest')).toEqual(oldest.toReversed());
      }),
    );
  });
});

describe('the attempt of a row that names none', () => {
  const attempts = [
    known('job_a', { created_at: 50, ended_at: 80, status: 'failed' }),
    known('job_a', { attempt: 2, created_at: 100 }),
  ];
  const attemptOf = (at: number) =>
    mergeTimeline({ ...NONE, attempts, audit: [entry(1, at)] }).at(at < 50 ? 0 : -1)?.attempt;

  test('is the one under way at its time; the first begins with the job itself', () => {
    expect(attemptOf(3)).toBe(1);
    expect(
      mergeTimeline({ ...NONE, attempts, audit: [entry(1, 99)] }).find(({ kind }) => kind === 'audit')?.attempt,
    ).toBe(1);
    expect(attemptOf(100)).toBe(2);
  });

  test('is not known while the attempts are not', () => {
    expect(mergeTimeline({ ...NONE, audit: [entry(1, 3)] })[0]?.attempt).toBeNull();
  });

  test('is the one that an audit row names', () => {
    const rows = mergeTimeline({ ...NONE, attempts, audit: [entry(1, 3, { data: { attempt: 2 } })] });
    expect(rows[0]?.attempt).toBe(2);
  });
});

test('the end of an attempt is one row, whether the job or the attempt tells of it', () => {
  const end = { ended_at: 80, status: 'failed', error_code: 'run_lost', error_message: 'gone' } as const;
  const rows = mergeTimeline({ ...NONE, jobs: [job('job_a', end)], attempts: [known('job_a', end)] });
  expect(rows.filter((row) => row.kind === 'job' && row.of.moment === 'ended')).toHaveLength(1);
  const without = mergeTimeline({ ...NONE, jobs: [job('job_a', end)] });
  expect(without.at(-1)).toMatchObject({ key: 'job job_a 1 ended', of: { status: 'failed', error_message: 'gone' } });
});
