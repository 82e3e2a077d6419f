import type { Decision } from '@prego/placement-core';
import type { Deps } from '../deps.ts';
import type { PlacementPlan } from '../placement-plan.ts';
import type { Statement } from '../store/db.ts';
import { decisionStatement } from '../store/decisions.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { outboxStatement } from '../store/write-outbox.ts';
import { freeSeatStatement, newNodesStatement, reserveSeatStatement } from '../store/write-seats.ts';
import { storyStatements } from '../store/write-story.ts';
import type { NamedSnapshot } from './keep-snapshot.ts';

export interface PlacedAttempt {
  readonly job: Pick<ProvisionJobsRow, 'job_id' | 'trace_id' | 'attempt'> & { readonly tenant_id: string };
  readonly decision_id: string;
  readonly decision: Decision;
  readonly plan: PlacementPlan;
  readonly snapshot: NamedSnapshot;
  /** The job was decided before. */
  readonly again: boolean;
}

/**
 * All that a decision means beside the job's own row: servers that are to be made, the seat, the decision itself, its lines
 * in the story, and the list of what is to be dispatched. Fails as `newNodesStatement` and `reserveSeatStatement` say.
 */
export function placementStatements({ db, now }: Deps, placed: PlacedAttempt): Statement[] {
  const { job, decision_id, decision, plan } = placed;
  const { job_id, tenant_id, attempt } = job;
  return [
    // Before the old seat is given up: that is no place that has come up meanwhile.
    ...(plan.nodes.length > 0 ? [newNodesStatement(db, plan.nodes, now, placed.again)] : []),
    freeSeatStatement(db, tenant_id),
    reserveSeatStatement(db, { tenant_id, job_id, since: now, ...plan.seat }),
    decisionStatement(db, { decision_id, tenant_id, job_id, decision, snapshot_digest: placed.snapshot.digest }),
    ...storyOf(placed, now).flatMap((event) => storyStatements(db, { kind: 'provision', tenant_id }, event)),
    ...(plan.job.status === 'queued' ? [outboxStatement(db, { job_id, attempt, due_at: now })] : []),
  ];
}

/** Deciding and reserving take no time of their own: both steps begin and end with the batch. */
function storyOf({ job, decision, plan, decision_id }: PlacedAttempt, now: number) {
  const { job_id, trace_id, attempt } = job;
  const event = { trace_id, job_id, attempt, at: now, recorded_at: now };
  const { decision_reason, selected_node_id } = decision;
  return [
    { ...event, stage: 'prego_ui_step_01', status: 'started' as const },
    {
      ...{ ...event, stage: 'prego_ui_step_01', status: 'done' as const },
      data: { decision_id, decision_reason, selected_node_id },
    },
    { ...event, stage: 'prego_ui_step_02', status: 'started' as const },
    { ...event, stage: 'prego_ui_step_02', status: 'done' as const, data: { node_id: plan.seat.node_id } },
  ];
}
