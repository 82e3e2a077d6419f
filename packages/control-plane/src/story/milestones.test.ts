import { expect, test } from '@jest/globals';
import { FunnelEventName, JobKind, UI_STEPS } from '@prego/contracts';
import { milestoneOf } from './milestones.ts';

test('a way in reaches every milestone but its sign-up by its steps, in the order of the funnel', () => {
  const reached = UI_STEPS.flatMap(({ stage }) => milestoneOf('provision', stage, 'done') ?? []);
  expect(['signed_up', ...reached]).toEqual(FunnelEventName.options);
});

test('a step that was skipped has reached it as well; one that began or failed has not', () => {
  expect(milestoneOf('provision', 'prego_ui_step_07', 'skipped')).toBe('address_ready');
  expect(milestoneOf('provision', 'prego_ui_step_07', 'started')).toBeUndefined();
  expect(milestoneOf('provision', 'prego_ui_step_07', 'failed')).toBeUndefined();
});

test('no other kind of job reaches any', () => {
  for (const kind of JobKind.options.filter((kind) => kind !== 'provision')) {
    for (const { stage } of UI_STEPS) expect(milestoneOf(kind, stage, 'done')).toBeUndefined();
  }
});
