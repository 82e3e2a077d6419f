import type { DecisionReplay, StoredDecision } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { classes } from '../../ui/classes.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { useAnnounced } from '../../ui/use-announced.ts';
import { CandidatesPanel } from './candidates-panel.tsx';
import { ClusterPanel } from './cluster-panel.tsx';
import { DecisionFacts } from './decision-facts.tsx';
import { DECISION_WORDS } from './decision-words.ts';
import { HeadroomPanel } from './headroom-panel.tsx';
import { ReplayTable } from './replay-table.tsx';
import { sentenceOf } from './sentence-of.ts';

interface OpenedDecisionProps {
  id: string;
  decision: Live<StoredDecision | null>;
  replay: Live<DecisionReplay>;
}

/** One decision: as it was recorded, taken again, and all that it was taken from. */
export function OpenedDecision({ id, decision, replay }: OpenedDecisionProps) {
  const words = useWords(DECISION_WORDS);
  const row = decision.data;
  useAnnounced(row ? `${words.opened(id)}: ${sentenceOf(words.saying, row)}` : undefined);
  return (
    <>
      <div className={classes('grid items-start gap-4', row && 'xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]')}>
        <Panel title={words.opened(id)} aside={row && <Time at={row.created_at} absolute />}>
          <QueryView query={decision} what={words.decision} lines={5}>
            {(data) => (data ? <DecisionFacts of={data} /> : <Empty>{words.noDecision(id)}</Empty>)}
          </QueryView>
        </Panel>
        {row && <ClusterPanel cluster={row.cluster} />}
      </div>
      {row !== null && (
        <Panel title={words.replay} flush>
          <QueryView query={replay} what={words.replay} lines={4}>
            {(data) => <ReplayTable of={data} />}
          </QueryView>
        </Panel>
      )}
      {row && <HeadroomPanel of={row} />}
      {row && <CandidatesPanel of={row} />}
    </>
  );
}
