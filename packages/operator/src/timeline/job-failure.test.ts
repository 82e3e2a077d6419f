import { describe, expect, test } from '@jest/globals';
import { aStep, tenSteps } from '../pages/provision-trace/testing/a-story.ts';
import { failureOf, withoutRemedy } from './job-failure.ts';

const JOB = { error_code: 'run_lost', error_message: 'GitHub does not know it.' } as const;

describe('why a job has failed', () => {
  test('is told by the last step that failed, with its remedy, which is not told twice', () => {
    const failed = { state: 'failed', error_message: 'No.' } as const;
    const last = aStep(7, { ...failed, error_code: 'dns_taken', error_message: 'Taken. Free it.', remedy: 'Free it.' });
    const steps = tenSteps([aStep(4, failed), last]);
    expect(failureOf(JOB, { steps })).toEqual({ step: last, code: 'dns_taken', message: 'Taken.', remedy: 'Free it.' });
  });

  test('is told by the job where the step has no words, or its attempt is not known', () => {
    const own = { code: 'run_lost', message: 'GitHub does not know it.', remedy: null };
    const step = aStep(4, { state: 'failed' });
    expect(failureOf(JOB, { steps: tenSteps([step]) })).toEqual({ step, ...own });
    expect(failureOf(JOB, undefined)).toEqual({ step: null, ...own });
  });
});

test('a remedy is not told twice', () => {
  expect(withoutRemedy('No room. Try later.', 'Try later.')).toBe('No room.');
  expect(withoutRemedy('No room.', 'Try later.')).toBe('No room.');
  expect(withoutRemedy('No room.', null)).toBe('No room.');
});
