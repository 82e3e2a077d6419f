import { describe, expect, test } from '@jest/globals';
import { attemptTook, beganAt, chosenAttempt, hasLines, isOver, shownState, stepTook, tellerOf } from './story.ts';
import { aJob, anAttempt, aStep, tenSteps } from './testing/a-story.ts';

describe('an attempt', () => {
  test.each([
    ['runs', { status: 'running' }, {}, false],
    ['has ended', { status: 'failed' }, {}, true],
    ['has no row, and its job waits', { status: null }, { status: 'waiting' }, false],
    ['has no row, and its job was cancelled', { status: null }, { status: 'cancelled' }, true],
    ['was given up for a later one, whatever its row says', { status: 'running' }, { attempt: 2 }, true],
  ] as const)('that %s is over: %#', (_, attempt, job, over) => {
    expect(isOver(anAttempt(attempt), aJob(job))).toBe(over);
  });

  test('is the one that is asked for, or the newest', () => {
    const attempts = [anAttempt({ attempt: 2 }), anAttempt({ attempt: 1 })];
    expect(chosenAttempt(attempts, 1)?.attempt).toBe(1);
    expect(chosenAttempt(attempts, 7)?.attempt).toBe(2);
    expect(chosenAttempt([], 1)).toBeUndefined();
  });

  test('begins with its job, or with its own row; a retry that waits when its job was moved', () => {
    const job = aJob({ created_at: 5, updated_at: 70, attempt: 3 });
    expect(beganAt(anAttempt({ attempt: 1, created_at: 9 }), job)).toBe(5);
    expect(beganAt(anAttempt({ attempt: 2, created_at: 40 }), job)).toBe(40);
    expect(beganAt(anAttempt({ attempt: 3, created_at: null }), job)).toBe(70);
    expect(beganAt(anAttempt({ attempt: 2, created_at: null }), job)).toBeNull();
  });

  test('takes until its end, or until now', () => {
    expect(attemptTook(anAttempt(), aJob(), 4000)).toBe(3000);
    expect(attemptTook(anAttempt({ ended_at: 1500, status: 'failed' }), aJob({ status: 'failed' }), 4000)).toBe(500);
    expect(attemptTook(anAttempt({ status: 'failed' }), aJob({ status: 'failed' }), 4000)).toBeNull();
    expect(attemptTook(anAttempt(), aJob(), 0)).toBe(0);
  });
});

describe('a step as it is shown', () => {
  test.each([
    ['started', false, 'started'],
    ['started', true, 'stopped'],
    ['pending', false, 'pending'],
    ['pending', true, 'not_reached'],
    ['done', true, 'done'],
    ['failed', true, 'failed'],
    ['skipped', true, 'skipped'],
  ] as const)('%s, over: %s → %s', (state, over, shown) => expect(shownState({ state }, over)).toBe(shown));

  test('takes what was told, or is under way until now; else nobody knows', () => {
    const started = aStep(4, { state: 'started', started_at: 1000 });
    expect(stepTook(started, false, 3500)).toBe(2500);
    expect(stepTook(started, false, 500)).toBe(0);
    expect(stepTook(started, true, 3500)).toBeNull();
    expect(stepTook(aStep(4, { state: 'done', duration_ms: 70 }), false, 3500)).toBe(70);
    expect(stepTook(aStep(4, { state: 'done', ended_at: 70 }), false, 3500)).toBeNull();
  });

  test('is of no use where a return tells nothing of the ten', () => {
    const settled = anAttempt({ steps: tenSteps([aStep(1, { state: 'done', known_by: 'attempt' })]) });
    expect(hasLines({ kind: 'return' }, settled)).toBe(false);
    expect(hasLines({ kind: 'provision' }, settled)).toBe(true);
    const told = anAttempt({ steps: tenSteps([aStep(7, { state: 'done', known_by: 'report' })]) });
    expect(hasLines({ kind: 'return' }, told)).toBe(true);
  });
});

test.each([
  ['prego_ui_step_01', 'control_plane'],
  ['prego_ui_step_03', 'control_plane'],
  ['prego_ui_step_04', 'action'],
  ['prego_ui_step_10', 'control_plane'],
  ['dispatch', 'control_plane'],
  ['node.ready.app', 'control_plane'],
  ['node.readying', 'action'],
  ['engine.resource.server.app', 'action'],
])('%s is told by the %s', (stage, teller) => expect(tellerOf(stage)).toBe(teller));
