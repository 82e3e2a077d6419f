import { describe, expect, test } from '@jest/globals';
import { JobStatus, TraceStatus, type UiStep } from '@prego/contracts';
import fc from 'fast-check';
import { facts, stage } from '../testing/step-events.ts';
import { currentStep, type StepEvent, uiStepsOf } from './ui-steps.ts';

describe('for any events', () => {
  const anyEvent: fc.Arbitrary<StepEvent> = fc.record({
    attempt: fc.integer({ min: 1, max: 3 }),
    stage: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 10 }).map(stage) },
      fc.constant('engine.resource'),
    ),
    status: fc.constantFrom(...TraceStatus.options),
    at: fc.integer({ min: 0, max: 20 }),
    data: fc.oneof(fc.constant({}), fc.record({ reason: fc.constantFrom('already_done', 'dns_unchanged') })),
  });
  const events = fc.array(anyEvent, { maxLength: 40 });
  const anyFacts = fc.record({
    attempt: fc.integer({ min: 1, max: 3 }),
    status: fc.option(fc.constantFrom(...JobStatus.options)),
    failed_stage: fc.option(fc.integer({ min: 1, max: 10 }).map(stage)),
    error_code: fc.constant(null),
    error_message: fc.option(fc.constant('it broke')),
  });

  test('neither their order nor repeats change the lines', () => {
    const mixed = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(mixed, anyFacts, ([all, shuffled], facts) => {
        expect(uiStepsOf(shuffled, facts)).toEqual(uiStepsOf(all, facts));
      }),
      { numRuns: 500 },
    );
  });

  test('more of them never take back what an attempt has reported as ended', () => {
    const ended = (step: UiStep) => (step.state === 'done' || step.state === 'skipped') && step.known_by === 'report';
    fc.assert(
      fc.property(events, events, anyFacts, (some, more, { attempt }) => {
        const running = facts({ attempt });
        const after = uiStepsOf([...some, ...more], running);
        for (const [index, step] of uiStepsOf(some, running).entries()) {
          if (ended(step)) expect(ended(after[index] as UiStep)).toBe(true);
          if (step.state === 'done') expect(['done', 'skipped', 'failed']).toContain(after[index]?.state);
          if (step.state !== 'pending') expect(after[index]?.state).not.toBe('pending');
        }
      }),
      // It takes some thousands to meet two attempts that report of one step each.
      { numRuns: 5_000 },
    );
  });

  test('exactly one line is under way while the job is active, and it has not ended unless all have', () => {
    fc.assert(
      fc.property(events, fc.constantFrom('queued', 'waiting', 'dispatched', 'running' as const), (all, status) => {
        const steps = uiStepsOf(all, facts({ status: status as JobStatus }));
        const current = currentStep(steps, status as JobStatus);
        expect(current).toBeDefined();
        expect(steps.filter(({ state }) => state === 'started').length).toBeLessThanOrEqual(1);
        const allEnded = steps.every(({ state }) => state !== 'pending' && state !== 'started');
        if (!allEnded) expect(['pending', 'started', 'failed']).toContain(current?.state);
        const started = steps.find(({ state }) => state === 'started');
        if (started) expect(current).toBe(started);
      }),
      { numRuns: 500 },
    );
  });

  test('a failed attempt shows where, whatever was heard of it', () => {
    fc.assert(
      fc.property(events, anyFacts, (all, some) => {
        const steps = uiStepsOf(all, { ...some, status: 'failed' });
        expect(steps.filter(({ state }) => state === 'failed').length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
