import { describe, expect, test } from '@jest/globals';
import type { DecisionReplay } from '@prego/contracts';
import { differencesOf, replayRows } from './outcome-differences.ts';
import type { Outcome } from './placement-types.ts';

const onNode = (nodeId: string): Outcome => ({
  decision_reason: 'existing_node_selected',
  selected_node_id: nodeId,
  placement: { region: 'sg', create_new_server: false, dedicated: false, target_server_id: nodeId },
});
const onNew: Outcome = {
  decision_reason: 'no_eligible_node',
  selected_node_id: null,
  placement: { region: 'sg', create_new_server: true, dedicated: false, target_server_id: null },
};
const recorded = onNode('sg-s-2222bbbb');
const replay: DecisionReplay = {
  decision_id: `dec_${'0'.repeat(26)}`,
  region: 'sg',
  recorded,
  from_rows: { agrees: true, outcome: recorded, disagreements: [] },
  from_snapshot: { agrees: true, outcome: recorded, nodes: 3 },
  today: recorded,
};
const verdictsOf = (of: DecisionReplay) => replayRows(of).map(({ verdict }) => verdict);

describe('what two outcomes differ in', () => {
  test('is nothing where they are the same', () => {
    expect(differencesOf(recorded, onNode('sg-s-2222bbbb'))).toEqual([]);
  });

  test('is each field, in the order in which they are shown', () => {
    expect(differencesOf(recorded, onNode('sg-s-3333cccc'))).toEqual(['selected_node_id']);
    expect(differencesOf(recorded, onNew)).toEqual(['decision_reason', 'selected_node_id', 'create_new_server']);
    const elsewhere = { ...onNew, placement: { ...onNew.placement, dedicated: true, region: 'eu' as const } };
    expect(differencesOf(onNew, elsewhere)).toEqual(['dedicated', 'region']);
  });
});

describe('a replay', () => {
  test('proves the record from both sources, and is as today', () => {
    expect(verdictsOf(replay)).toEqual([null, 'proved', 'proved', 'same']);
    expect(replayRows(replay).flatMap(({ differs }) => differs)).toEqual([]);
  });

  test('marks where today’s answer is another', () => {
    const [, , , today] = replayRows({ ...replay, today: onNew });
    expect(today).toEqual({
      source: 'today',
      verdict: 'changed',
      outcome: onNew,
      differs: ['decision_reason', 'selected_node_id', 'create_new_server'],
    });
  });

  test('says what contradicts the record, even where the outcome is the same', () => {
    const disagreements = [{ field: 'candidates.sg-s-2222bbbb.score', recorded: 1, replayed: 2 }];
    const odd = { ...replay, from_rows: { agrees: false, outcome: recorded, disagreements } };
    expect(verdictsOf({ ...odd, from_snapshot: { agrees: false, outcome: onNew, nodes: 3 } })).toEqual([
      ...[null, 'differs', 'differs', 'same'],
    ]);
  });

  test('comes to nothing by another rule, and without the snapshot', () => {
    const rows = replayRows({
      ...replay,
      from_rows: { agrees: false, outcome: null, disagreements: [] },
      from_snapshot: null,
    });
    expect(rows.map(({ verdict, outcome }) => [verdict, outcome === null])).toEqual([
      ...[[null, false] as const, ['other_rule', true] as const, ['gone', true] as const, ['same', false] as const],
    ]);
  });
});
