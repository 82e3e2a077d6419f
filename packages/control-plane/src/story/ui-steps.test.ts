import { describe, expect, test } from '@jest/globals';
import { UI_STEPS, type UiStep } from '@prego/contracts';
import { facts, on, stage } from '../testing/step-events.ts';
import { currentStep, stepUnderWay, uiStepsOf } from './ui-steps.ts';

const states = (steps: UiStep[]): string => steps.map(({ state }) => state[0]).join('');

describe('the ten lines', () => {
  test('stand in order with both labels, pending while nothing is known', () => {
    const steps = uiStepsOf([], facts());
    expect(steps.map(({ stage, label, label_ko }) => ({ stage, en: label, ko: label_ko }))).toEqual(UI_STEPS);
    expect(steps.every(({ state, known_by }) => state === 'pending' && known_by === null)).toBe(true);
  });

  test('a step has its start, its end and the time between', () => {
    const [step] = uiStepsOf([on('started', 1, { at: 100 }), on('done', 1, { at: 350 })], facts());
    expect(step).toMatchObject({ state: 'done', started_at: 100, ended_at: 350, duration_ms: 250, known_by: 'report' });
  });

  test('a step that ends without a start has no duration', () => {
    const [step] = uiStepsOf([on('done', 1, { at: 350 })], facts());
    expect(step).toMatchObject({ state: 'done', started_at: null, ended_at: 350, duration_ms: null });
  });

  test('a clock that is behind makes no negative duration', () => {
    const [step] = uiStepsOf([on('started', 1, { at: 900 }), on('done', 1, { at: 350 })], facts());
    expect(step).toMatchObject({ duration_ms: 0 });
  });

  test('what failed and was done after all is done, and its error stays to be read', () => {
    const failed = on('failed', 1, { data: { error_code: 'E', error_message: 'no', remedy: 'wait' } });
    const [step] = uiStepsOf([on('done', 1), failed], facts());
    expect(step).toMatchObject({ state: 'done', error_code: 'E', error_message: 'no', remedy: 'wait' });
  });

  test('a skipped step says why', () => {
    const steps = uiStepsOf([on('skipped', 7, { data: { reason: 'dns_unchanged' } })], facts());
    expect(steps[6]).toMatchObject({ state: 'skipped', skip_reason: 'dns_unchanged', duration_ms: null });
  });

  test('a step whose events were lost is done once a later one has begun, and says what it rests on', () => {
    const steps = uiStepsOf([on('done', 1), on('started', 4)], facts());
    expect(states(steps)).toBe('dddspppppp');
    expect(steps.map(({ known_by }) => known_by).slice(0, 4)).toEqual(['report', 'later_step', 'later_step', 'report']);
  });

  test('a step that is skipped ahead says nothing of those before it', () => {
    expect(states(uiStepsOf([on('done', 1), on('skipped', 8)], facts()))).toBe('dppppppspp');
  });

  test('unless it was begun before it was skipped', () => {
    const skipped = on('skipped', 8, { data: { reason: 'already_done' } });
    expect(states(uiStepsOf([on('started', 8), skipped], facts()))).toBe('dddddddspp');
  });

  test('a failure that was reported stays visible when a later step begins', () => {
    expect(states(uiStepsOf([on('failed', 4), on('started', 5)], facts()))).toBe('dddfsppppp');
  });
});

describe('attempts', () => {
  const first = [1, 2, 3, 4, 5].map((step) => on('done', step)).concat(on('failed', 6));

  test('stand side by side: each has its own lines', () => {
    const second = on('started', 3, { attempt: 2 });
    expect(states(uiStepsOf([...first, second], facts({ status: 'failed' })))).toBe('dddddfpppp');
    expect(states(uiStepsOf([...first, second], facts({ attempt: 2 })))).toBe('ddsppppppp');
  });

  test('a retry rests on the decision and the seat of the first, and does the rest again', () => {
    const steps = uiStepsOf(first, facts({ attempt: 2, status: 'queued' }));
    expect(states(steps)).toBe('ddpppppppp');
    expect(steps[1]?.known_by).toBe('earlier_attempt');
    expect(stepUnderWay(steps).step).toBe(3);
  });

  test('a decision that is taken again stays done meanwhile', () => {
    const again = on('started', 2, { attempt: 2 });
    expect(states(uiStepsOf([...first, again], facts({ attempt: 2 })))).toBe('ddpppppppp');
  });

  test('a reservation of an earlier one says that it had decided, whatever the later one skips', () => {
    const lost = [on('done', 2), on('skipped', 2, { attempt: 2, data: { reason: 'already_done' } })];
    expect(states(uiStepsOf(lost, facts({ attempt: 2 })))).toBe('dspppppppp');
  });

  test('what an earlier one has done is skipped as already done', () => {
    const again = [on('done', 3), on('skipped', 4, { data: { reason: 'already_done' } })];
    const steps = uiStepsOf([...first, ...again.map((event) => ({ ...event, attempt: 2 }))], facts({ attempt: 2 }));
    expect(states(steps)).toBe('dddspppppp');
    expect(steps[3]).toMatchObject({ state: 'skipped', skip_reason: 'already_done' });
    expect(stepUnderWay(steps).step).toBe(5);
  });

  test('a later attempt says nothing of an earlier one', () => {
    expect(states(uiStepsOf([on('done', 10, { attempt: 2 })], facts()))).toBe('pppppppppp');
  });
});

describe('an attempt that has ended', () => {
  const error = { error_code: 'NO_ROOM', error_message: 'nothing left in sin' };

  test('completed: every line is done but those that were skipped', () => {
    const steps = uiStepsOf([on('started', 5), on('skipped', 7)], facts({ status: 'completed' }));
    expect(states(steps)).toBe('ddddddsddd');
  });

  test('failed without a report: the line that its job names, with its error', () => {
    const steps = uiStepsOf([on('done', 3)], facts({ status: 'failed', failed_stage: stage(5), ...error }));
    expect(states(steps)).toBe('dddpfppppp');
    expect(steps[4]).toMatchObject({ known_by: 'attempt', ...error });
  });

  test('failed and nobody knows where: the line under way', () => {
    const steps = uiStepsOf([on('done', 3), on('started', 4)], facts({ status: 'failed', ...error }));
    expect(states(steps)).toBe('dddfpppppp');
    expect(steps[3]).toMatchObject(error);
  });

  test('failed as reported: the error of the report counts', () => {
    const report = on('failed', 4, { data: { error_code: 'OWN' } });
    const steps = uiStepsOf([report], facts({ status: 'failed', failed_stage: stage(4), ...error }));
    expect(steps[3]).toMatchObject({ state: 'failed', error_code: 'OWN', error_message: null });
  });

  test("failed with a code of the control plane's own: its remedy is said", () => {
    const lost = { error_code: 'run_lost', error_message: 'gone' };
    const remedy = expect.stringContaining('Retry the job');
    expect(uiStepsOf([on('done', 3)], facts({ status: 'failed', ...lost }))[3]).toMatchObject({ ...lost, remedy });
    const reported = uiStepsOf([on('failed', 4, { data: lost })], facts({ status: 'failed' }));
    expect(reported[3]).toMatchObject({ ...lost, remedy });
  });

  test('no line is under way any more', () => {
    for (const status of ['completed', 'failed', 'cancelled'] as const) {
      expect(currentStep(uiStepsOf([on('started', 5)], facts({ status })), status)).toBeUndefined();
    }
  });
});
