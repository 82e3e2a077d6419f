import type { DecisionPage, DecisionReplay, DecisionsQuery, StoredDecision } from '@prego/contracts';
import { type Decision, decidePlacement, type Outcome, replay } from '@prego/placement-core';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { decisionIn, findDecision, listDecisions } from '../store/decisions.ts';
import type { AllocationDecisionsRow } from '../store/tables/story.ts';
import { shownOf } from './compute-placement.ts';
import { decide, readGrounds } from './decide.ts';
import { keptSnapshot } from './keep-snapshot.ts';

/** A page of what was decided for a tenant or a job, newest first, or one decision by its id. Throws `invalid_request` for a cursor of others. */
export async function readDecisions({ db }: Deps, query: DecisionsQuery): Promise<DecisionPage> {
  const { cursor, limit } = query;
  const rows = await listDecisions(db, query, cursor === undefined ? undefined : afterOf(cursor), limit + 1);
  const items = rows.slice(0, limit).map(storedDecision);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last ? `${last.created_at}.${last.decision_id}` : null };
}

function afterOf(cursor: string): { at: number; decision_id: string } {
  const [, at, decision_id] = /^(\d{1,15})\.(dec_[a-z0-9]{26})$/.exec(cursor) ?? [];
  if (!at || !decision_id) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return { at: Number(at), decision_id };
}

function storedDecision(row: AllocationDecisionsRow): StoredDecision {
  const { decision_id, tenant_id, job_id, snapshot_digest, created_at } = row;
  const decision = decisionIn(row);
  return {
    ...{ decision_id, tenant_id, job_id, plan_tier: decision.request.plan_tier, ...shownOf(decision) },
    ...{ offers: [...decision.offers], snapshot_digest, created_at },
  };
}

/**
 * Takes a stored decision again: from its rows, and from the full snapshot while that is kept; and says what would be decided
 * now. Throws `not_found`.
 */
export async function replayDecision(deps: Deps, decisionId: string): Promise<DecisionReplay> {
  const row = await findDecision(deps.db, decisionId);
  if (!row) throw new ApiError('not_found', `There is no decision ${decisionId}.`);
  const decision = decisionIn(row);
  const { agrees, outcome, disagreements } = replay(decision);
  return {
    decision_id: decisionId,
    region: row.region,
    recorded: outcomeIn(decision),
    from_rows: { agrees, outcome, disagreements: [...disagreements] },
    from_snapshot: await fromSnapshot(deps, row, decision),
    today: outcomeIn(decide(deps, decision.request, await readGrounds(deps, row.region))),
  };
}

async function fromSnapshot(
  deps: Deps,
  { snapshot_digest }: AllocationDecisionsRow,
  decision: Decision,
): Promise<DecisionReplay['from_snapshot']> {
  const snapshot = snapshot_digest === null ? undefined : await keptSnapshot(deps, snapshot_digest);
  if (!snapshot) return null;
  const { request, thresholds, now } = decision;
  const outcome = outcomeIn(decidePlacement({ request, snapshot, thresholds, now }));
  const agrees = JSON.stringify(outcome) === JSON.stringify(outcomeIn(decision));
  return { agrees, outcome, nodes: snapshot.size };
}

const outcomeIn = ({ decision_reason, selected_node_id, placement }: Outcome) => {
  const { region, create_new_server, dedicated, target_server_id } = placement;
  return {
    decision_reason,
    selected_node_id,
    placement: { region, create_new_server, dedicated, target_server_id },
  };
};
