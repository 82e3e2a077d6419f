import { useWords } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';

/** Why there is no candidate to show. */
export function NoCandidates({ dedicated }: { dedicated: boolean }) {
  const words = useWords(CANDIDATE_WORDS);
  return <Empty>{dedicated ? words.notLookedFor : words.none}</Empty>;
}
