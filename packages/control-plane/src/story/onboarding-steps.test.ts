import { describe, expect, test } from '@jest/globals';
import { ONBOARDING_STEPS, OnboardingStepName, UI_STEPS } from '@prego/contracts';
import { onboardingSteps } from './onboarding-steps.ts';
import { type StepEvent, uiStepsOf } from './ui-steps.ts';

const lines = (...reports: [status: StepEvent['status'], step: number][]) =>
  uiStepsOf(
    reports.map(([status, step]) => ({
      attempt: 1,
      stage: UI_STEPS[step - 1]?.stage ?? '',
      status,
      at: step,
      data: {},
    })),
    { attempt: 1, status: 'running', failed_stage: null, error_code: null, error_message: null },
  );
const states = (...args: Parameters<typeof onboardingSteps>) => onboardingSteps(...args).map(({ state }) => state);

describe("onboarding's five steps", () => {
  test('are the closed set in its order, and share out the ten lines', () => {
    expect(ONBOARDING_STEPS.map(({ name }) => name)).toEqual(OnboardingStepName.options);
    expect(ONBOARDING_STEPS.flatMap(({ stages }) => stages)).toEqual(UI_STEPS.map(({ stage }) => stage));
  });

  test.each([
    ['nothing is known', lines(), ['done', 'pending', 'pending', 'pending', 'pending']],
    ['it is decided and reserved', lines(['done', 2]), ['done', 'pending', 'pending', 'pending', 'pending']],
    ['the workflow was accepted', lines(['done', 3]), ['done', 'done', 'pending', 'pending', 'pending']],
    ['the server is being prepared', lines(['done', 4]), ['done', 'done', 'pending', 'pending', 'pending']],
    ['the server failed', lines(['failed', 5]), ['done', 'done', 'failed', 'pending', 'pending']],
    ['the server is registered', lines(['done', 6]), ['done', 'done', 'done', 'pending', 'pending']],
    ['the address was skipped', lines(['done', 6], ['skipped', 7]), ['done', 'done', 'done', 'done', 'pending']],
    ['the final check failed', lines(['failed', 9]), ['done', 'done', 'done', 'done', 'failed']],
    ['it is open', lines(['done', 10]), ['done', 'done', 'done', 'done', 'done']],
  ])('when %s', (_, steps, expected) => {
    expect(states(steps, true)).toEqual(expected);
  });

  test('a job without a tenant has its first step from its lines alone', () => {
    expect(states(lines(), false)[0]).toBe('pending');
    expect(states(lines(['done', 1]), false)[0]).toBe('done');
    expect(states([], false)).toEqual(['pending', 'pending', 'pending', 'pending', 'pending']);
  });
});
