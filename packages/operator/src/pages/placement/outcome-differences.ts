import type { DecisionReplay } from '@prego/contracts';
import type { Outcome } from './placement-types.ts';

export const OUTCOME_FIELDS = [
  'decision_reason',
  'selected_node_id',
  'create_new_server',
  'dedicated',
  'region',
] as const;
export type OutcomeField = (typeof OUTCOME_FIELDS)[number];

/** The value of a field, wherever in the outcome it stands. */
export function fieldOf({ placement, ...outcome }: Outcome, field: OutcomeField): string | boolean | null {
  return field === 'decision_reason' || field === 'selected_node_id' ? outcome[field] : placement[field];
}

/** The fields that `other` has otherwise than what was recorded. */
export const differencesOf = (recorded: Outcome, other: Outcome): OutcomeField[] =>
  OUTCOME_FIELDS.filter((field) => fieldOf(recorded, field) !== fieldOf(other, field));

/**
 * What a replay says of the record: `proved`, `differs`, `other_rule` (it was decided by an algorithm that is not there any
 * more), `gone` (there is no snapshot); of today `same` or `changed`, neither of which is wrong.
 */
export type Verdict = 'proved' | 'differs' | 'other_rule' | 'gone' | 'same' | 'changed';

export interface ReplayRow {
  readonly source: 'recorded' | 'rows' | 'snapshot' | 'today';
  /** Null for the record itself. */
  readonly verdict: Verdict | null;
  /** Null where the source comes to nothing. */
  readonly outcome: Outcome | null;
  readonly differs: readonly OutcomeField[];
}

/** The record and what each source comes to, beside it. */
export function replayRows({ recorded, from_rows, from_snapshot, today }: DecisionReplay): ReplayRow[] {
  const beside = (source: ReplayRow['source'], verdict: Verdict, outcome: Outcome | null): ReplayRow => ({
    ...{ source, verdict, outcome },
    differs: outcome === null ? [] : differencesOf(recorded, outcome),
  });
  const byRows = from_rows.agrees ? 'proved' : from_rows.outcome === null ? 'other_rule' : 'differs';
  const bySnapshot = from_snapshot === null ? 'gone' : from_snapshot.agrees ? 'proved' : 'differs';
  const isSame = differencesOf(recorded, today).length === 0;
  return [
    { source: 'recorded', verdict: null, outcome: recorded, differs: [] },
    beside('rows', byRows, from_rows.outcome),
    beside('snapshot', bySnapshot, from_snapshot?.outcome ?? null),
    beside('today', isSame ? 'same' : 'changed', today),
  ];
}
