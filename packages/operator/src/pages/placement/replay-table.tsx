import type { DecisionReplay } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { TIMELINE_WORDS } from '../../timeline/timeline-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { NodeLink } from '../../ui/id-links.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import type { Tone } from '../../ui/tone.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { Disagreements } from './disagreements.tsx';
import {
  fieldOf,
  OUTCOME_FIELDS,
  type OutcomeField,
  type ReplayRow,
  replayRows,
  type Verdict,
} from './outcome-differences.ts';
import type { Outcome } from './placement-types.ts';

const TONES: Record<Verdict, Tone> = {
  proved: 'ok',
  differs: 'bad',
  other_rule: 'warn',
  gone: 'idle',
  same: 'ok',
  changed: 'info',
};

/** The record and what comes of it when it is taken again; what differs from it is marked. */
export function ReplayTable({ of }: { of: DecisionReplay }) {
  const words = useWords(DECISION_WORDS);
  const rows = replayRows(of);
  return (
    <>
      <PlainTable
        label={words.replayTable}
        minWidthRem={58}
        head={[
          { key: 'source', text: words.sourceHead },
          { key: 'verdict', text: words.verdictHead },
          ...OUTCOME_FIELDS.map((field) => ({ key: field, text: words.field[field] })),
        ]}
      >
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <SourceRow key={row.source} row={row} nodes={of.from_snapshot?.nodes ?? null} />
          ))}
        </tbody>
      </PlainTable>
      <Disagreements of={of.from_rows.disagreements} />
    </>
  );
}

function SourceRow({ row, nodes }: { row: ReplayRow; nodes: number | null }) {
  const words = useWords(DECISION_WORDS);
  const { source, verdict, outcome, differs } = row;
  const said =
    verdict === 'proved' ? words.said.proved(source === 'snapshot' ? nodes : null) : verdict && words.said[verdict];
  return (
    <tr className="align-top">
      <th scope="row" className="px-3 py-2.5 text-left font-medium whitespace-nowrap">
        {words.source[source]}
      </th>
      <td className="max-w-72 px-3 py-2.5">
        {verdict && <Badge tone={TONES[verdict]}>{words.verdict[verdict]}</Badge>}
        <span className="mt-0.5 block text-xs text-muted">{said ?? words.recordedSaid}</span>
      </td>
      {OUTCOME_FIELDS.map((field) => (
        <td key={field} className="px-3 py-2.5">
          {outcome ? <FieldValue outcome={outcome} field={field} differs={differs.includes(field)} /> : '–'}
        </td>
      ))}
    </tr>
  );
}

interface FieldValueProps {
  outcome: Outcome;
  field: OutcomeField;
  differs: boolean;
}

function FieldValue({ outcome, field, differs }: FieldValueProps) {
  const words = useWords(DECISION_WORDS);
  const shown = <Value outcome={outcome} field={field} />;
  if (!differs) return shown;
  return (
    <span
      className="inline-flex items-baseline gap-1 rounded bg-info-soft px-1.5 font-medium"
      title={words.differsMark}
    >
      <span aria-hidden>≠</span>
      {shown}
      <span className="sr-only">({words.differsMark})</span>
    </span>
  );
}

function Value({ outcome, field }: { outcome: Outcome; field: OutcomeField }) {
  const words = useWords(DECISION_WORDS);
  const reasons = useWords(TIMELINE_WORDS).reason;
  const value = fieldOf(outcome, field);
  if (field === 'selected_node_id')
    return outcome.selected_node_id ? <NodeLink id={outcome.selected_node_id} /> : words.noNode;
  if (field === 'decision_reason') return reasons[outcome.decision_reason];
  return typeof value === 'boolean' ? (value ? words.yes : words.no) : value;
}
