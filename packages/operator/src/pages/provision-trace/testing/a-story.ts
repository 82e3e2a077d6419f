import type { TraceEventRow, UiStep } from '@prego/contracts';
import type { Attempt, TraceJob } from '../story.ts';

/** A running job's first attempt, unless it is told otherwise. */
export const aJob = (more: Partial<TraceJob> = {}): TraceJob => ({
  ...{ job_id: 'job_a', kind: 'provision', status: 'running', tenant_id: 'acme', node_id: null, trace_id: 'trace_a' },
  ...{ region: 'sg', infra_mode: 'create_new_server', dedicated: null, target_server_id: null, stack: 'sg' },
  ...{
    waits_for: null,
    waits_for_node: null,
    provisioning_id: null,
    attempt: 1,
    failed_stage: null,
    error_code: null,
    error_message: null,
  },
  ...{
    created_by: 'operator',
    created_at: 1000,
    updated_at: 1000,
    ended_at: null,
    seat_until: null,
    decision_id: null,
  },
  ...more,
});

/** A step as the control plane tells it. */
export const aStep = (step: number, more: Partial<UiStep> = {}): UiStep => ({
  ...{ step, stage: `prego_ui_step_${String(step).padStart(2, '0')}` as UiStep['stage'] },
  ...{ label: `Step ${step}`, label_ko: `${step}단계`, state: 'pending', known_by: null },
  ...{ started_at: null, ended_at: null, duration_ms: null, skip_reason: null },
  ...{ error_code: null, error_message: null, remedy: null },
  ...more,
});

/** Ten pending steps, but for those that are given. */
export const tenSteps = (given: readonly UiStep[] = []): UiStep[] =>
  Array.from({ length: 10 }, (_, index) => given.find(({ step }) => step === index + 1) ?? aStep(index + 1));

export const anAttempt = (more: Partial<Attempt> = {}): Attempt => ({
  ...{ attempt: 1, status: 'running', run_id: null, run_url: null, created_at: 1000, dispatched_at: null },
  ...{ claimed_at: null, heard_at: null, ended_at: null, failed_stage: null, error_code: null, error_message: null },
  steps: tenSteps(),
  ...more,
});

let ids = 0;
export const anEvent = (stage: string, status: TraceEventRow['status'], at: number, data = {}): TraceEventRow => ({
  ...{ event_id: ++ids, trace_id: 'trace_a', job_id: 'job_a', attempt: 1 },
  ...{ stage, status, at, recorded_at: at, data },
});
