import { useWords } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { NodeLink } from '../../ui/id-links.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { headroomOf, isStillMade } from './headroom.ts';
import { HeadroomBar } from './headroom-bar.tsx';
import type { Candidate, Thresholds } from './placement-types.ts';
import { VerdictBadge } from './verdict-badge.tsx';

interface CandidateBarsProps {
  candidate: Candidate;
  thresholds: Thresholds;
  isWinner: boolean;
}

/** One candidate of the picture: a bar for each limit, beside each other or, where it is narrow, two by two. */
export function CandidateBars({ candidate, thresholds, isWinner }: CandidateBarsProps) {
  const words = useWords(CANDIDATE_WORDS);
  const isMade = isStillMade(candidate);
  return (
    <li
      className={classes(
        'grid grid-cols-2 gap-x-4 gap-y-2 border-l-4 py-2.5 pr-4 pl-3 lg:grid-cols-[minmax(11rem,1fr)_repeat(4,minmax(0,1fr))]',
        isWinner ? 'border-l-accent bg-accent-soft' : 'border-l-transparent',
      )}
    >
      <div className="col-span-2 flex flex-wrap items-center gap-x-2 gap-y-1 lg:col-span-1">
        <NodeLink id={candidate.node_id} />
        <VerdictBadge candidate={candidate} isWinner={isWinner} />
      </div>
      {headroomOf(candidate, thresholds).map((headroom) => (
        <HeadroomBar key={headroom.name} of={headroom} unknown={isMade ? words.notLookedAt : words.unknown} />
      ))}
      {isMade && <p className="col-span-2 text-xs text-muted lg:col-span-5">{words.stillMade}</p>}
    </li>
  );
}
