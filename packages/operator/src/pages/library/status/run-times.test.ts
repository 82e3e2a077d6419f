import { expect, test } from '@jest/globals';
import type { ProvisionTraceDetail } from '@prego/contracts';
import { aJob, anAttempt } from '../../provision-trace/testing/a-story.ts';
import { runTimes } from './run-times.ts';

const told = (more: Partial<ProvisionTraceDetail>): ProvisionTraceDetail => ({
  ...{ job: aJob(), attempts: [anAttempt()], trace_events: [] },
  ...{ provision_ui_current_label: null, current_stage: null },
  ...more,
});

test.each([
  ['a first attempt begins with its job', {}, { from: 1000, to: null }],
  [
    'a retry begins with itself',
    {
      job: aJob({ attempt: 2, ended_at: 9000 }),
      attempts: [anAttempt({ attempt: 2, created_at: 7000, ended_at: 9000 }), anAttempt()],
    },
    { from: 7000, to: 9000 },
  ],
  [
    'a retry that has no row yet has no beginning that is known',
    { job: aJob({ attempt: 2 }), attempts: [anAttempt()] },
    { from: null, to: null },
  ],
  [
    'a job without attempts has its own times',
    { attempts: [], job: aJob({ ended_at: 4000 }) },
    { from: 1000, to: 4000 },
  ],
] as const)('%s', (_, more, times) => {
  expect(runTimes(told(more as Partial<ProvisionTraceDetail>), 'job_a')).toEqual(times);
});

test('another job’s trace says nothing: after a return has begun that is still the provisioning’s', () => {
  expect(runTimes(told({}), 'job_b')).toBeUndefined();
  expect(runTimes(undefined, 'job_a')).toBeUndefined();
});
