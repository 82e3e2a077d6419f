import {
  type JobStatus,
  LAUNCH_HINTS,
  type LaunchEstimate,
  type LaunchHint,
  type LaunchStatus,
  LaunchView,
  type TenantStatus,
  type UiStep,
  type UiStepState,
} from '@prego/contracts';
import { currentStep } from './ui-steps.ts';

export type Language = 'en' | 'ko';

/** What the customer sees of a tenant; `job` is the one that brings it in. */
export interface LaunchFacts {
  readonly tenant: { readonly status: TenantStatus; readonly canonical_hostname: string };
  readonly job: { readonly status: JobStatus; readonly trace_id: string } | undefined;
  readonly lines: readonly UiStep[];
  /** Null unless it is preparing. */
  readonly estimate: LaunchEstimate | null;
}

/** Seconds: while something moves people look at it; later an operator may start it again; a closed one stays closed. */
const POLL_AFTER_S: Readonly<Record<LaunchStatus, number>> = {
  preparing: 3,
  open: 60,
  failed: 60,
  stopped: 60,
  closed: 3600,
};

/** Reasons for skipping a step that mean, to a customer, that it is done. */
const AS_GOOD_AS_DONE: ReadonlySet<string> = new Set(['already_done', 'dns_unchanged']);

/** The view behind a customer's link. It is built field by field and parsed strictly, so that nothing else gets in. */
export function launchView({ tenant, job, lines, estimate }: LaunchFacts, language: Language): LaunchView {
  const status = launchStatusOf(tenant.status, job?.status);
  const current = status === 'preparing' && job ? currentStep(lines, job.status) : undefined;
  const hints = LAUNCH_HINTS[hintOf(status, job?.status)];
  const open = status === 'open';
  return LaunchView.parse({
    status,
    open,
    hostname: tenant.canonical_hostname,
    url: open ? `https://${tenant.canonical_hostname}` : null,
    support_reference: job?.trace_id ?? null,
    language,
    provision_ui_current_label: current ? labelsOf(current)[language] : null,
    lines: lines.map((line) => ({
      step: line.step,
      stage: line.stage,
      label: labelsOf(line)[language],
      labels: labelsOf(line),
      state: stateOf(line, status),
      current: line === current,
    })),
    hint: hints[language],
    hints,
    estimate,
    poll_after_s: POLL_AFTER_S[status],
  });
}

/** How the whole stands; `job` is the one that brings the tenant in, if there is one. */
export function launchStatusOf(tenant: TenantStatus, job: JobStatus | undefined): LaunchStatus {
  if (tenant === 'returning' || tenant === 'returned') return 'closed';
  if (tenant === 'active') return 'open';
  // It was in once: what has failed is its return, which is not taken back.
  if (tenant === 'failed' && job === 'completed') return 'closed';
  if (job === 'failed') return 'failed';
  if (job === 'cancelled') return 'stopped';
  return 'preparing';
}

function hintOf(status: LaunchStatus, job: JobStatus | undefined): LaunchHint {
  return status === 'preparing' && (job === 'queued' || job === 'waiting') ? 'waiting' : status;
}

const labelsOf = ({ label, label_ko }: UiStep) => ({ en: label, ko: label_ko });

function stateOf({ state, skip_reason }: UiStep, status: LaunchStatus): UiStepState {
  if (state === 'skipped' && AS_GOOD_AS_DONE.has(skip_reason ?? '')) return 'done';
  // What was stopped is not under way any more.
  return state === 'started' && status === 'stopped' ? 'pending' : state;
}
