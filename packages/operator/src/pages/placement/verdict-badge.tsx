import { useWords } from '../../i18n/language.tsx';
import { Badge } from '../../ui/badge.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import type { Candidate } from './placement-types.ts';

/** Whether a candidate may take the tenant, or does. */
export function VerdictBadge({ candidate, isWinner }: { candidate: Candidate; isWinner: boolean }) {
  const words = useWords(CANDIDATE_WORDS);
  if (isWinner) return <Badge tone="ok">{words.winner}</Badge>;
  return candidate.eligible ? (
    <Badge tone="info">{words.eligible}</Badge>
  ) : (
    <Badge tone="idle">{words.notEligible}</Badge>
  );
}
