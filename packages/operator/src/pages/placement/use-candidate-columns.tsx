import { count, duration, percent } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import type { Column } from '../../ui/column.ts';
import { NodeLink } from '../../ui/id-links.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { isStillMade } from './headroom.ts';
import { rankOf } from './outcome.ts';
import type { Candidate } from './placement-types.ts';
import { useReasonText } from './use-reason-text.ts';
import { VerdictBadge } from './verdict-badge.tsx';

export interface PlacedCandidate {
  /** From 1: the order in which the decision ranks them. */
  readonly place: number;
  readonly candidate: Candidate;
}

/** What the table says of each candidate. */
export function useCandidateColumns(winner: string | null): Column<PlacedCandidate>[] {
  const words = useWords(CANDIDATE_WORDS);
  const { language } = useLanguage();
  const whole = (value: number) => count(value, language);
  return [
    { key: 'place', head: words.place, width: '3rem', align: 'end', cell: ({ place }) => whole(place) },
    {
      key: 'node',
      head: words.node,
      width: '10rem',
      cell: ({ candidate }) => <NodeLink id={candidate.node_id} />,
    },
    {
      key: 'verdict',
      head: words.verdict,
      width: 'minmax(16rem,1fr)',
      cell: ({ candidate }) => <Verdict candidate={candidate} isWinner={candidate.node_id === winner} />,
    },
    {
      key: 'score',
      head: words.score,
      width: '10rem',
      cell: ({ candidate: { score } }) => (
        <>
          <span className="tabular">{score.toFixed(3)}</span>
          <span className="block text-xs text-muted">{words.rank[rankOf(score)]}</span>
        </>
      ),
    },
    ...(['memory', 'cpu', 'disk'] as const).map(
      (name): Column<PlacedCandidate> => ({
        key: name,
        head: words[name],
        width: '4.5rem',
        align: 'end',
        cell: ({ candidate }) => percent(candidate[`${name}_pct`]),
      }),
    ),
    {
      key: 'seats',
      head: words.seatsHead,
      width: '10rem',
      align: 'end',
      cell: ({ candidate: { tenants, reservations, capacity } }) =>
        words.seatsOf(whole(tenants), whole(reservations), whole(capacity)),
    },
    {
      key: 'age',
      head: words.age,
      width: '8.5rem',
      align: 'end',
      cell: ({ candidate: { metrics_age_s: age } }) =>
        age === null ? words.noMetrics : words.ageOf(duration(age * 1000, language)),
    },
  ];
}

function Verdict({ candidate, isWinner }: { candidate: Candidate; isWinner: boolean }) {
  const words = useWords(CANDIDATE_WORDS);
  const textOf = useReasonText();
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <VerdictBadge candidate={candidate} isWinner={isWinner} />
      {isStillMade(candidate) && <span className="text-xs text-muted">{words.stillMade}</span>}
      {candidate.reasons.length > 0 && (
        <ul className="w-full text-xs">
          {candidate.reasons.map((reason) => (
            <li key={reason.code}>{textOf(reason)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
