import { describe, expect, test } from '@jest/globals';
import { aJob, anAttempt, anEvent } from '../../provision-trace/testing/a-story.ts';
import { waterfallOf } from '../../provision-trace/waterfall.ts';
import { runStages } from './run-stages.ts';

const job = aJob({ kind: 'library_provision' });
const attempt = anAttempt({ dispatched_at: 2000, claimed_at: 2500 });
const keys = (spans: readonly { key: string }[]) => spans.map(({ key }) => key);

describe('what a run does', () => {
  test('is what is under way, and before it what is over; pauses are not told', () => {
    const events = [
      anEvent('engine.network', 'started', 3000),
      anEvent('engine.network', 'done', 4000),
      anEvent('engine.server', 'started', 60_000),
    ];
    const { over, open, earlier } = runStages(waterfallOf({ job, attempt, events }, 90_000));
    expect(keys(over)).toEqual(['wait.dispatch', 'wait.run', 'engine.network']);
    expect(keys(open)).toEqual(['engine.server']);
    expect(earlier).toBe(0);
  });

  test('is the last of it where there is much, and what failed in any case', () => {
    const events = Array.from({ length: 20 }, (_, n) => [
      anEvent(`engine.r${n}`, 'started', 3000 + n * 100),
      anEvent(`engine.r${n}`, n === 2 ? 'failed' : 'done', 3050 + n * 100),
    ]).flat();
    const { over, open, earlier } = runStages(waterfallOf({ job, attempt, events }, 90_000));
    expect(keys(over)).toEqual(['engine.r2', ...Array.from({ length: 8 }, (_, n) => `engine.r${n + 12}`)]);
    expect(open).toEqual([]);
    expect(over.length + earlier).toBe(22);
  });

  test('is nothing while nothing is told', () => {
    expect(runStages(null)).toEqual({ over: [], open: [], earlier: 0 });
  });
});
