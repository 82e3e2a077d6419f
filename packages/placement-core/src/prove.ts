import type { DecisionRecord } from './decision.ts';
import { bestOf, judgedAgain } from './stored-row.ts';

/** What speaks against a recorded choice. `node_id` is the node that it is about. */
export interface Objection {
  readonly code:
    | 'winner_not_stored'
    | 'winner_not_eligible'
    | 'better_node_stored'
    | 'eligible_node_stored'
    | 'rows_missing';
  readonly node_id: string | null;
}

/**
 * What the stored rows have against the recorded choice: that the winner is not among them, may not take the tenant by its
 * own numbers, or ranks behind another; or, where none was chosen, that one could have been. An empty list
 * proves the choice. A dedicated tenant has nothing to choose.
 */
export function prove(record: DecisionRecord): Objection[] {
  if (record.placement.dedicated) return [];
  const rows = record.candidates.map((row) => judgedAgain(row, record.thresholds));
  const best = bestOf(rows);
  const chosen = record.selected_node_id;
  if (chosen === null) {
    if (best) return [{ code: 'eligible_node_stored', node_id: best.node_id }];
    return record.cluster.eligible > 0 ? [{ code: 'rows_missing', node_id: null }] : [];
  }
  const winner = rows.find((row) => row.node_id === chosen);
  if (!winner) return [{ code: 'winner_not_stored', node_id: chosen }];
  if (!winner.eligible) return [{ code: 'winner_not_eligible', node_id: chosen }];
  return best && best !== winner ? [{ code: 'better_node_stored', node_id: best.node_id }] : [];
}
