import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RunDocument } from '../github/documents.ts';
import { schedule } from './schedule.ts';

type Queue = NonNullable<RunDocument['concurrency']>['queue'];

function run(id: number, group?: string, status: RunDocument['status'] = 'queued', queue: Queue = 'single') {
  const concurrency = group === undefined ? {} : { concurrency: { group, cancelInProgress: false, queue } };
  return { id, status, ...concurrency } as RunDocument;
}

const ids = (runs: readonly RunDocument[]) => runs.map(({ id }) => id);
const told = (plan: ReturnType<typeof schedule>) =>
  Object.fromEntries(Object.entries(plan).map(([name, runs]) => [name, ids(runs)]));

describe('runs', () => {
  test('without a group all begin', () => {
    expect(told(schedule([run(1), run(2)], 4))).toEqual({ begin: [1, 2], wait: [], drop: [], cancel: [] });
  });

  test('of one group go one by one, and of those that wait the newest stays', () => {
    const runs = [run(1, 'a', 'in_progress'), run(2, 'a', 'pending'), run(3, 'a'), run(4, 'b')];
    expect(told(schedule(runs, 4))).toEqual({ begin: [4], wait: [3], drop: [2], cancel: [] });
  });

  test('all wait where their group says so', () => {
    const runs = [1, 2, 3].map((id) => run(id, 'a', 'queued', 'max'));
    expect(told(schedule(runs, 4))).toEqual({ begin: [1], wait: [2, 3], drop: [], cancel: [] });
  });

  test('hold their group also while there is no room for them', () => {
    expect(told(schedule([run(1, 'a'), run(2, 'a'), run(3, 'a')], 0))).toMatchObject({
      begin: [],
      wait: [3],
      drop: [2],
    });
  });

  test('under way are cancelled by a newer one that does not wait', () => {
    const newer = { ...run(2, 'a'), concurrency: { group: 'a', cancelInProgress: true, queue: 'single' as const } };
    expect(told(schedule([run(1, 'a', 'in_progress'), newer], 4))).toMatchObject({ begin: [], wait: [2], cancel: [1] });
  });

  const anyRun = fc.record({
    group: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    queue: fc.constantFrom<Queue>('single', 'max'),
    status: fc.constantFrom<RunDocument['status']>('queued', 'pending'),
  });

  test('are each dealt with once: begun, kept waiting or dropped, never two of a group at once, never beyond the room', () => {
    fc.assert(
      fc.property(
        fc.array(anyRun, { maxLength: 12 }),
        fc.nat(6),
        fc.option(fc.constantFrom('a', 'b')),
        (given, room, busy) => {
          const runs = given.map(({ group, queue, status }, index) => run(index + 2, group, status, queue));
          const underWay = busy === null ? [] : [run(1, busy, 'in_progress')];
          const { begin, wait, drop } = schedule([...underWay, ...runs], room);
          expect(begin.length).toBeLessThanOrEqual(room);
          expect(new Set(ids([...begin, ...wait, ...drop])).size).toBe(begin.length + wait.length + drop.length);
          const groups = [...underWay, ...begin].flatMap(({ concurrency }) => concurrency?.group ?? []);
          expect(new Set(groups).size).toBe(groups.length);
          // The newest of a group is never lost.
          for (const { id, concurrency } of drop) {
            expect(runs.some((other) => other.id > id && other.concurrency?.group === concurrency?.group)).toBe(true);
          }
        },
      ),
    );
  });
});
