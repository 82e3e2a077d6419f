import { describe, expect, test } from '@jest/globals';
import type { JobDetail } from '@prego/contracts';
import { type JobNow, jobNow, SILENT_MS } from './job-now.ts';
import type { Attempt, TraceJob } from './story.ts';
import { aJob, anAttempt, anEvent, aStep, tenSteps } from './testing/a-story.ts';

const told = (
  job: Partial<TraceJob>,
  attempt: Partial<Attempt> = {},
  detail?: Partial<JobDetail>,
  now = 5000,
): JobNow => {
  const trace = { job: aJob(job), attempts: [anAttempt(attempt)], trace_events: [], provision_ui_current_label: null };
  return jobNow({ ...trace, current_stage: 'prego_ui_step_04' }, detail as JobDetail | undefined, now);
};

describe('where a job stands', () => {
  test('failed: the step, the code, and the remedy apart from the message', () => {
    const failed = { state: 'failed', error_code: 'dns_taken', error_message: 'Taken.', remedy: 'Free it.' } as const;
    const steps = tenSteps([aStep(4, { state: 'done' }), aStep(7, failed)]);
    const job = { status: 'failed', error_code: 'dns_taken', error_message: 'Taken. Free it.' } as const;
    expect(told(job, { steps })).toMatchObject({
      step: { step: 7 },
      code: 'dns_taken',
      message: 'Taken.',
      remedy: 'Free it.',
    });
  });

  test("failed without a word of a step: what the job says, and a remedy that ends it isn't told twice", () => {
    const job = { status: 'failed', error_code: 'run_lost', error_message: 'Gone. Retry.' } as const;
    expect(told(job)).toEqual({
      ...{ kind: 'failed', step: null, stage: null, code: 'run_lost', message: 'Gone. Retry.', remedy: null },
    });
    const steps = tenSteps([aStep(4, { state: 'failed', error_message: 'Gone. Retry.', remedy: 'Retry.' })]);
    expect(told(job, { steps })).toMatchObject({ code: 'run_lost', message: 'Gone.', remedy: 'Retry.' });
  });

  test('waiting: for a node, or for a stack and whoever holds it', () => {
    expect(told({ status: 'waiting', waits_for: 'node', waits_for_node: 'sg-s-7k2m9qxa' })).toEqual({
      kind: 'waits_node',
      node_id: 'sg-s-7k2m9qxa',
    });
    const stack_lease = { stack: 'sg', fence: 3, job_id: 'job_b', expires_at: 9000 };
    const job = { status: 'waiting', waits_for: 'stack' } as const;
    expect(told(job, {}, { stack_lease })).toEqual({ kind: 'waits_stack', stack: 'sg', holder: 'job_b', until: 9000 });
    expect(told(job)).toMatchObject({ kind: 'waits_stack', stack: 'sg', holder: null });
  });

  test('queued: when it is sent, and why it was not yet', () => {
    const dispatch = { due_at: 7000, tries: 2, sent_at: null, last_error: 'HTTP 503', dead: false };
    expect(told({ status: 'queued' }, {}, { dispatch })).toEqual({
      ...{ kind: 'queued', due_at: 7000, tries: 2, last_error: 'HTTP 503' },
    });
    expect(told({ status: 'queued' })).toMatchObject({ due_at: null, tries: 0 });
  });

  test('sent: whether GitHub has taken it', () => {
    expect(told({ status: 'dispatching' })).toMatchObject({ kind: 'sent', accepted: false });
    expect(told({ status: 'dispatched' }, { dispatched_at: 3000 })).toEqual({
      kind: 'sent',
      since: 3000,
      accepted: true,
    });
  });

  test('running: at which step, and whether it is heard of', () => {
    expect(told({}, { heard_at: 5000 }, undefined, 5000 + SILENT_MS - 1)).toMatchObject({
      ...{ kind: 'running', step: { step: 4 }, silent: null },
    });
    expect(told({}, { heard_at: 5000 }, undefined, 5000 + SILENT_MS)).toMatchObject({ silent: SILENT_MS });
    expect(told({}, { claimed_at: 100 }, undefined, 100 + SILENT_MS)).toMatchObject({ silent: SILENT_MS });
    expect(told({}, {}, undefined, 9e9)).toMatchObject({ silent: null });
  });

  test('over: how long it took, or during what it was cancelled', () => {
    expect(told({ status: 'completed', ended_at: 4000, attempt: 2 })).toEqual({
      kind: 'completed',
      tookMs: 3000,
      attempts: 2,
    });
    const steps = tenSteps([aStep(4, { state: 'started' })]);
    expect(told({ status: 'cancelled', error_message: 'As asked.' }, { steps })).toMatchObject({
      ...{ kind: 'cancelled', step: { step: 4 }, message: 'As asked.' },
    });
  });
});

describe('where a job without lines for a customer stands', () => {
  const steps = tenSteps([aStep(1, { state: 'failed', error_message: 'It is protected.' })]);
  const trace = (status: TraceJob['status'], trace_events: ReturnType<typeof anEvent>[]) => ({
    ...{ job: aJob({ kind: 'library_return', status, error_message: 'It is protected. Lift that.' }), trace_events },
    ...{ attempts: [anAttempt({ status, steps })], provision_ui_current_label: null, current_stage: null },
  });

  test('failed: at its own stage, with the remedy that this tells', () => {
    const events = [
      anEvent('return.stack', 'started', 2000),
      anEvent('engine.resource.server.db', 'failed', 2500, { kind: 'Server', name: 'db' }),
      anEvent('return.stack', 'failed', 3000, { remedy: 'Lift that.' }),
    ];
    expect(jobNow(trace('failed', events), undefined, 9000)).toMatchObject({
      ...{ step: null, stage: { stage: 'return.stack' }, message: 'It is protected.', remedy: 'Lift that.' },
    });
  });

  test('running: at the stage that is under way', () => {
    const events = [
      anEvent('dispatch', 'started', 1000),
      anEvent('dispatch', 'done', 1100),
      anEvent('return.stack', 'started', 2000),
    ];
    expect(jobNow(trace('running', events), undefined, 9000)).toMatchObject({ stage: { stage: 'return.stack' } });
    expect(jobNow(trace('running', []), undefined, 9000)).toMatchObject({ step: null, stage: null });
  });
});
