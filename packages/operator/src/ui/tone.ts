import type { JobStatus, NodeStatus, TenantStatus, UiStepState } from '@prego/contracts';

/** What a colour means here, and beside it always a word or a sign: nobody has to see colours. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'idle';

const JOB: Record<JobStatus, Tone> = {
  queued: 'idle',
  waiting: 'warn',
  dispatching: 'info',
  dispatched: 'info',
  running: 'info',
  completed: 'ok',
  failed: 'bad',
  cancelled: 'idle',
};
const TENANT: Record<TenantStatus, Tone> = {
  provisioning: 'info',
  active: 'ok',
  returning: 'warn',
  returned: 'idle',
  failed: 'bad',
};
const NODE: Record<NodeStatus, Tone> = {
  provisioning: 'info',
  ready: 'ok',
  cordoned: 'warn',
  draining: 'warn',
  retired: 'idle',
  failed: 'bad',
};
const STEP: Record<UiStepState, Tone> = {
  pending: 'idle',
  started: 'info',
  done: 'ok',
  skipped: 'idle',
  failed: 'bad',
};

export const jobTone = (status: JobStatus): Tone => JOB[status];
export const tenantTone = (status: TenantStatus): Tone => TENANT[status];
export const nodeTone = (status: NodeStatus): Tone => NODE[status];
export const stepTone = (state: UiStepState): Tone => STEP[state];

export const TONE_TEXT: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  idle: 'text-idle',
};
export const TONE_CHIP: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  idle: 'bg-idle-soft text-idle',
};
export const TONE_FILL: Record<Tone, string> = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
  idle: 'bg-idle',
};
