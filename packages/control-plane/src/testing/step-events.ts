import { type TraceStatus, UI_STEPS } from '@prego/contracts';
import type { AttemptFacts, StepEvent } from '../story/ui-steps.ts';

export const stage = (step: number): string => UI_STEPS[step - 1]?.stage ?? '';

/** A report of a step of the first attempt, at a second of its own. */
export const on = (status: TraceStatus, step: number, more: Partial<StepEvent> = {}): StepEvent => ({
  attempt: 1,
  stage: stage(step),
  status,
  at: 1000 * step,
  data: {},
  ...more,
});

/** The first attempt, running. */
export const facts = (more: Partial<AttemptFacts> = {}): AttemptFacts => ({
  attempt: 1,
  status: 'running',
  failed_stage: null,
  error_code: null,
  error_message: null,
  ...more,
});
