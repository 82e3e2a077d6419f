import type { Decision } from '@prego/placement-core';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { type AllocationDecisionsRow, allocationDecisions } from './tables/story.ts';

export interface NewDecision {
  readonly decision_id: string;
  readonly tenant_id: string;
  readonly job_id: string;
  readonly decision: Decision;
  /** The name of the full snapshot. */
  readonly snapshot_digest: string;
}

/** Stores a decision with all that proves it; it belongs in the batch of the job that it was taken for. */
export const decisionStatement = (db: Db, { decision, ...ids }: NewDecision): Statement =>
  db.insert(allocationDecisions).values({
    ...ids,
    region: decision.region,
    algorithm: decision.algorithm,
    decision_reason: decision.decision_reason,
    selected_node_id: decision.selected_node_id,
    decision: JSON.stringify(decision),
    created_at: decision.now,
  });

/** The decision as it was taken. */
export const decisionIn = (row: Pick<AllocationDecisionsRow, 'decision'>): Decision => JSON.parse(row.decision);

export async function findDecision(db: Db, decisionId: string): Promise<AllocationDecisionsRow | undefined> {
  const [row] = await db.select().from(allocationDecisions).where(eq(allocationDecisions.decision_id, decisionId));
  return row;
}

/** What was decided first for a job. Ids begin with the time. */
export async function firstDecisionOf(db: Db, jobId: string): Promise<AllocationDecisionsRow | undefined> {
  const [row] = await db
    .select()
    .from(allocationDecisions)
    .where(eq(allocationDecisions.job_id, jobId))
    .orderBy(asc(allocationDecisions.created_at), asc(allocationDecisions.decision_id))
    .limit(1);
  return row;
}

/** Which decisions: all that is named has to fit. */
export interface DecisionsWanted {
  readonly tenant_id?: string | undefined;
  readonly job_id?: string | undefined;
  readonly decision_id?: string | undefined;
}

/** A page of the decisions about a tenant or a job, newest first, from behind the one given. */
export const listDecisions = (
  db: Db,
  { tenant_id, job_id, decision_id }: DecisionsWanted,
  after: { at: number; decision_id: string } | undefined,
  limit: number,
) =>
  db
    .select()
    .from(allocationDecisions)
    .where(
      and(
        tenant_id === undefined ? undefined : eq(allocationDecisions.tenant_id, tenant_id),
        job_id === undefined ? undefined : eq(allocationDecisions.job_id, job_id),
        decision_id === undefined ? undefined : eq(allocationDecisions.decision_id, decision_id),
        after &&
          sql`(${allocationDecisions.created_at}, ${allocationDecisions.decision_id}) < (${after.at}, ${after.decision_id})`,
      ),
    )
    .orderBy(desc(allocationDecisions.created_at), desc(allocationDecisions.decision_id))
    .limit(limit);
