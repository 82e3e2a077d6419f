import { describe, expect, test } from '@jest/globals';
import type { JobStatus, TraceEventRow, UiStep, UiStepState } from '@prego/contracts';
import fc from 'fast-check';
import { aJob, anAttempt, anEvent, aStep, tenSteps } from './testing/a-story.ts';
import { barOf, ticksOf, type Waterfall, waterfallOf } from './waterfall.ts';

const brief = (waterfall: Waterfall | null) =>
  waterfall?.spans.map(({ key, from, to, open }) => `${key} ${from}–${open ? 'now' : to}`);

describe('where the time went', () => {
  test('in a run: the waits, the steps, what they are made of, and the pause between', () => {
    const steps = tenSteps([
      aStep(3, { state: 'done', started_at: 2000, ended_at: 2000, duration_ms: 0 }),
      aStep(4, { state: 'done', started_at: 3000, ended_at: 8000, duration_ms: 5000 }),
      aStep(5, { state: 'done', ended_at: 8000 }),
      aStep(7, { state: 'started', started_at: 11_000 }),
    ]);
    const attempt = anAttempt({ dispatched_at: 2000, claimed_at: 2900, steps });
    const server = 'engine.resource.server.app';
    const events = [anEvent(server, 'started', 4000), anEvent(server, 'done', 7000)];
    expect(brief(waterfallOf({ job: aJob(), attempt, events }, 15_000))).toEqual([
      'wait.dispatch 1000–2000',
      'prego_ui_step_03 2000–2000',
      'wait.run 2000–2900',
      'prego_ui_step_04 3000–8000',
      `${server} 4000–7000`,
      'prego_ui_step_05 8000–8000',
      'gap.8000 8000–11000',
      'prego_ui_step_07 11000–now',
    ]);
  });

  test('of what waits to be sent there is that only, and it grows', () => {
    const story = {
      job: aJob({ status: 'waiting' }),
      attempt: anAttempt({ status: null, created_at: null }),
      events: [],
    };
    expect(waterfallOf(story, 9000)).toMatchObject({
      from: 1000,
      to: 9000,
      spans: [{ key: 'wait.dispatch', open: true }],
    });
  });

  test('what was under way when the attempt ended stopped there', () => {
    const steps = tenSteps([aStep(4, { state: 'started', started_at: 3000 })]);
    const attempt = anAttempt({ status: 'cancelled', dispatched_at: 2000, claimed_at: 2500, ended_at: 6000, steps });
    const story = {
      job: aJob({ status: 'cancelled' }),
      attempt,
      events: [anEvent('engine.resource.x', 'started', 3500)],
    };
    const spans = waterfallOf(story, 99_000)?.spans.filter(({ kind }) => kind !== 'wait');
    expect(spans).toMatchObject([
      { key: 'prego_ui_step_04', to: 6000, open: false, state: 'stopped', assumed: true },
      { key: 'engine.resource.x', to: 6000, open: false, state: 'stopped', assumed: true },
    ]);
  });

  test('a step that only what came later shows as done ended when that began', () => {
    const steps = tenSteps([
      aStep(4, { state: 'done', known_by: 'later_step', started_at: 3000 }),
      aStep(6, { state: 'started', started_at: 5000 }),
    ]);
    const attempt = anAttempt({ dispatched_at: 1000, claimed_at: 1000, steps });
    const step = waterfallOf({ job: aJob(), attempt, events: [] }, 9000)?.spans.find(({ key }) => key.endsWith('04'));
    expect(step).toMatchObject({ from: 3000, to: 5000, assumed: true, open: false });
  });

  test('where nothing has a time there is nothing to show', () => {
    const over = anAttempt({ attempt: 2, status: null, created_at: null });
    expect(waterfallOf({ job: aJob({ attempt: 3 }), attempt: over, events: [] }, 9000)).toBeNull();
  });
});

const time = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null });
const step = (index: number) =>
  fc
    .record({
      state: fc.constantFrom<UiStepState>('pending', 'started', 'done', 'skipped', 'failed'),
      started_at: time,
      ended_at: time,
    })
    .map((more): UiStep => aStep(index + 1, more));
const event = fc
  .tuple(
    fc.constantFrom('engine.a', 'engine.b', 'node.ready.app', 'prego_ui_step_04'),
    fc.constantFrom<TraceEventRow['status']>('started', 'done', 'failed', 'skipped'),
    fc.integer({ min: 0, max: 100_000 }),
  )
  .map(([stage, status, at]) => anEvent(stage, status, at));
const story = fc.record({
  job: fc.record({ created_at: fc.nat(100_000), status: fc.constantFrom<JobStatus>('running', 'failed', 'completed') }),
  times: fc.record({ dispatched_at: time, claimed_at: time, ended_at: time }),
  steps: fc.tuple(...Array.from({ length: 10 }, (_, index) => step(index))),
  events: fc.array(event, { maxLength: 12 }),
  now: fc.nat(120_000),
});
type AnyStory = typeof story extends fc.Arbitrary<infer Any> ? Any : never;
const ofAny = ({ job, times, steps, events, now }: AnyStory) =>
  waterfallOf({ job: aJob(job), attempt: anAttempt({ ...times, steps, status: job.status }), events }, now);

describe('whatever the clocks say', () => {
  const forAll = (check: (waterfall: Waterfall) => void) =>
    fc.assert(
      fc.property(story, (any) => {
        const waterfall = ofAny(any);
        if (waterfall) check(waterfall);
      }),
      { numRuns: 500 },
    );

  test('no bar has a negative width or leaves the whole', () => {
    forAll((waterfall) => {
      for (const span of waterfall.spans) {
        const { left, width } = barOf(span, waterfall);
        expect(width).toBeGreaterThanOrEqual(0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
      }
    });
  });

  test('rows stand in the order in which they began, each of them once', () => {
    forAll(({ spans }) => {
      const begins = spans.map(({ from }) => from);
      expect(begins).toEqual([...begins].sort((a, b) => a - b));
      expect(new Set(spans.map(({ key }) => key)).size).toBe(spans.length);
    });
  });

  test('a pause lies where nothing else is, and no longer one is left out', () => {
    forAll(({ spans, from, to }) => {
      const gaps = spans.filter(({ kind }) => kind === 'gap');
      const told = spans.filter(({ kind }) => kind !== 'gap');
      for (const gap of gaps) {
        expect(told.some((span) => span.from < gap.to && span.to > gap.from)).toBe(false);
      }
      const least = Math.max(1000, (to - from) / 100);
      const edges = spans.map((span) => span.to).filter((edge) => edge < to);
      for (const edge of edges) {
        const next = Math.min(...spans.filter((span) => span.to > edge).map((span) => Math.max(edge, span.from)));
        expect(next - edge).toBeLessThan(least);
      }
    });
  });
});

describe('the scale', () => {
  test.each([
    [4000, [0, 1000, 2000, 3000, 4000]],
    [0, [0]],
    [90_000, [0, 15_000, 30_000, 45_000, 60_000, 75_000, 90_000]],
  ])('of %i ms', (length, ticks) => expect(ticksOf(length)).toEqual(ticks));

  test('is never crowded, begins at 0 and stays within', () => {
    fc.assert(
      fc.property(fc.nat(86_400_000 * 30), (length) => {
        const ticks = ticksOf(length);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeLessThanOrEqual(length);
      }),
    );
  });
});
