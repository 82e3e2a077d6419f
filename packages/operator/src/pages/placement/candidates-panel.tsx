import type { ComputedPlacement } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { NoCandidates } from './no-candidates.tsx';
import { ShownNote } from './shown-note.tsx';
import { useCandidateColumns } from './use-candidate-columns.tsx';

type Decided = Pick<ComputedPlacement, 'candidates' | 'cluster' | 'selected_node_id' | 'placement'>;

/** The figures: every candidate with what speaks against it. */
export function CandidatesPanel({ of }: { of: Decided }) {
  const words = useWords(CANDIDATE_WORDS);
  const { candidates, cluster, selected_node_id: winner } = of;
  const columns = useCandidateColumns(winner);
  const rows = candidates.map((candidate, index) => ({ place: index + 1, candidate }));
  return (
    <Panel title={words.candidates} aside={<ShownNote candidates={candidates} cluster={cluster} />} flush>
      {rows.length === 0 ? (
        <NoCandidates dedicated={of.placement.dedicated} />
      ) : (
        <>
          <p className="px-4 pt-3 pb-1 text-xs text-muted">{words.scoreHint}</p>
          <VirtualTable
            label={words.table}
            columns={columns}
            rows={rows}
            rowKey={({ candidate }) => candidate.node_id}
            isSelected={({ candidate }) => candidate.node_id === winner}
            minWidthRem={64}
          />
        </>
      )}
    </Panel>
  );
}
