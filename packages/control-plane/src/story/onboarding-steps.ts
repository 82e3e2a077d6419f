import { ONBOARDING_STEPS, type OnboardingState, type OnboardingStatus, type UiStep } from '@prego/contracts';

/**
 * Onboarding's five steps from the ten lines of the newest attempt: failed if one of its lines is, done if all have ended.
 * A tenant's record is there as soon as its row is, whatever the lines say.
 */
export function onboardingSteps(lines: readonly UiStep[], hasTenant: boolean): OnboardingStatus['steps'] {
  return ONBOARDING_STEPS.map(({ name, stages }) => {
    const own = lines.filter(({ stage }) => stages.includes(stage));
    const state = name === 'tenant_record' && hasTenant ? 'done' : stateOf(own);
    return { name, state, stages: [...stages] };
  });
}

function stateOf(lines: readonly UiStep[]): OnboardingState {
  if (lines.some(({ state }) => state === 'failed')) return 'failed';
  return lines.length > 0 && lines.every(({ state }) => state === 'done' || state === 'skipped') ? 'done' : 'pending';
}
