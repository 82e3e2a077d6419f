import { useWords } from '../../i18n/language.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { shownOf } from './outcome.ts';
import type { Candidate, Cluster } from './placement-types.ts';

/** How much of the region is shown: an answer has the 20 best and the 20 nearest misses at most. */
export function ShownNote({ candidates, cluster }: { candidates: readonly Candidate[]; cluster: Cluster }) {
  const words = useWords(CANDIDATE_WORDS);
  if (candidates.length === 0) return null;
  const { eligible, misses, all } = shownOf(candidates, cluster);
  return all ? words.allShown(cluster.nodes) : words.capped(eligible.shown, eligible.of, misses.shown, misses.of);
}
