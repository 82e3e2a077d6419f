import type { ComputedPlacement } from '@prego/contracts';
import { useId } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CandidateBars } from './candidate-bars.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { shownOf } from './outcome.ts';
import type { Candidate } from './placement-types.ts';

type Decided = Pick<ComputedPlacement, 'candidates' | 'cluster' | 'thresholds' | 'selected_node_id'>;

/** The picture: for each candidate how far it is from each of its limits. Nothing where there is no candidate. */
export function HeadroomPanel({ of }: { of: Decided }) {
  const words = useWords(CANDIDATE_WORDS);
  const { candidates, cluster } = of;
  if (candidates.length === 0) return null;
  const { eligible, misses } = shownOf(candidates, cluster);
  return (
    <Panel title={words.headroom} aside={words.headroomHint} flush>
      <section
        aria-label={words.headroomList}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative max-h-[34rem] overflow-y-auto rounded-b-lg"
      >
        <Group
          title={words.bestOf(eligible.shown, eligible.of)}
          candidates={candidates.filter((candidate) => candidate.eligible)}
          of={of}
        />
        <Group
          title={words.missesOf(misses.shown, misses.of)}
          candidates={candidates.filter((candidate) => !candidate.eligible)}
          of={of}
        />
      </section>
    </Panel>
  );
}

function Group({ title, candidates, of }: { title: string; candidates: readonly Candidate[]; of: Decided }) {
  const id = useId();
  if (candidates.length === 0) return null;
  return (
    <>
      <h3
        id={id}
        className="sticky top-0 z-10 border-y border-line bg-sunken px-4 py-1 text-xs font-medium text-muted first:border-t-0"
      >
        {title}
      </h3>
      <ol aria-labelledby={id} className="divide-y divide-line">
        {candidates.map((candidate) => (
          <CandidateBars
            key={candidate.node_id}
            candidate={candidate}
            thresholds={of.thresholds}
            isWinner={candidate.node_id === of.selected_node_id}
          />
        ))}
      </ol>
    </>
  );
}
