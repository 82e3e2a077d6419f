import type { JobSummary } from '@prego/contracts';
import fc from 'fast-check';
import { MILESTONES } from '../milestones.ts';
import type { KnownAttempt, StorySources } from '../timeline-row.ts';

/** Stories for tests: rows with what matters to their order, and arbitrary ones. */

const JOBS = ['job_a', 'job_b'] as const;
const at = fc.integer({ min: 0, max: 40 });
const jobId = fc.constantFrom(...JOBS);
const attempt = fc.integer({ min: 1, max: 3 });

/** A running job. */
export const job = (job_id: string, more: Partial<JobSummary> = {}): JobSummary => ({
  ...{ job_id, kind: 'provision', status: 'running', tenant_id: 'acme', node_id: null, trace_id: `trace_${job_id}` },
  ...{ region: 'sg', infra_mode: 'use_existing', dedicated: null, target_server_id: null, stack: null },
  ...{
    waits_for: null,
    waits_for_node: null,
    provisioning_id: null,
    attempt: 1,
    failed_stage: null,
    error_code: null,
    error_message: null,
  },
  ...{ created_by: 'operator', created_at: 0, updated_at: 0, ended_at: null, seat_until: null, ...more },
});
/** An attempt of one, dispatched at 5. */
export const known = (job_id: string, more: Partial<KnownAttempt> = {}): KnownAttempt => ({
  ...{ job_id, attempt: 1, status: 'running', run_url: null, created_at: 5, dispatched_at: 5, claimed_at: null },
  ...{ ended_at: null, error_code: null, error_message: null, ...more },
});
export const event = (event_id: number, at: number, job_id = 'job_a', attempt = 1): StorySources['trace'][number] => ({
  ...{ event_id, at, job_id, attempt, trace_id: `trace_${job_id}`, stage: 'prego_ui_step_04', status: 'started' },
  ...{ recorded_at: at, data: {} },
});
export const entry = (audit_id: number, at: number, more: Partial<StorySources['audit'][number]> = {}) => ({
  ...{ audit_id, at, actor: 'operator', action: 'job.created', tenant_id: 'acme', job_id: 'job_a', node_id: null },
  ...{ request_id: null, data: {}, ...more },
});
export const NONE: StorySources = { jobs: [], attempts: [], trace: [], funnel: [], decisions: [], audit: [] };

const unique = <T>(arbitrary: fc.Arbitrary<T>, by: (value: T) => unknown) =>
  fc.uniqueArray(arbitrary, { selector: by, maxLength: 12 });

/** Any story of two jobs, with many rows of one moment. */
export const sources: fc.Arbitrary<StorySources> = fc.record({
  jobs: fc
    .tuple(fc.option(at, { nil: null }), attempt)
    .map(([ended_at, attempt]) => JOBS.map((id) => job(id, { attempt, ended_at, status: 'failed' }))),
  attempts: unique(
    fc
      .record({ job_id: jobId, attempt, at, ended_at: fc.option(at, { nil: null }) })
      .map(({ at, ...rest }) =>
        known(rest.job_id, { ...rest, created_at: at, dispatched_at: at, claimed_at: at, status: 'failed' }),
      ),
    (row) => `${row.job_id} ${row.attempt}`,
  ),
  trace: unique(
    fc.tuple(fc.nat(99), at, jobId, attempt).map((args) => event(...args)),
    (row) => row.event_id,
  ),
  funnel: unique(
    fc.record({
      trace_id: jobId.map((id) => `trace_${id}`),
      name: fc.constantFrom(...MILESTONES),
      tenant_id: fc.constant('acme'),
      at,
    }),
    (row) => `${row.trace_id} ${row.name}`,
  ),
  decisions: unique(
    fc.record({ n: fc.nat(99), job_id: jobId, created_at: at }).map(({ n, ...rest }) => ({
      ...{
        decision_id: `dec_${n}`,
        decision_reason: 'dedicated_tier' as const,
        selected_node_id: null,
        region: 'sg' as const,
      },
      cluster: { region: 'sg' as const, nodes: 0, eligible: 0, tenants: 0, reservations: 0, capacity: 0, reasons: {} },
      placement: { region: 'sg' as const, create_new_server: true, dedicated: true, target_server_id: null },
      ...rest,
    })),
    (row) => row.decision_id,
  ),
  audit: unique(
    fc
      .tuple(fc.nat(99), at, fc.option(jobId, { nil: null }))
      .map(([audit_id, at, job_id]) => entry(audit_id, at, { job_id })),
    (row) => row.audit_id,
  ),
});

/** Another order of every source, and every row twice. */
export const shuffled = (all: StorySources, twice: boolean): StorySources =>
  Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [
      name,
      [...rows].reverse().flatMap((row) => (twice ? [row, row] : [row])),
    ]),
  ) as unknown as StorySources;
