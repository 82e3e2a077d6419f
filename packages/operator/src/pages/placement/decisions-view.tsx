import type { DecisionPage, StoredDecision } from '@prego/contracts';
import { useSearch } from '@tanstack/react-router';
import { api, bodyOf } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { type Live, useLive } from '../../live/use-live.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AgeInHead } from './age-in-head.tsx';
import { askable } from './asked-decisions.ts';
import { DecisionList } from './decision-list.tsx';
import { DECISION_WORDS } from './decision-words.ts';
import { FindDecisions } from './find-decisions.tsx';
import { OpenedDecision } from './opened-decision.tsx';
import { useReplay } from './use-replay.ts';

/** More than a tenant has in its life, as a rule; each comes with its 40 candidates. */
const PAGE = 20;

/** What was decided about a tenant or a job, and one of these decisions in full. */
export function DecisionsView({ head }: { head: HTMLElement | null }) {
  const words = useWords(DECISION_WORDS);
  const search = useSearch({ from: '/cp/placement' });
  const {
    asked: { decision_id, ...of },
    wrong,
  } = askable(search);
  const { before } = search;
  const isListed = Object.keys(of).length > 0;
  const list = useLive<DecisionPage>({
    key: ['decisions', of, before],
    read: (signal) => {
      const query = { ...of, limit: PAGE, ...(before && { cursor: before }) };
      return bodyOf(api.GET('/internal/allocation-decisions', { params: { query }, signal }));
    },
    moves: () => false,
    enabled: isListed,
  });
  // Who asks for a job's or a tenant's has mostly come for the last.
  const openedId = decision_id ?? (isListed ? list.data?.items[0]?.decision_id : undefined);
  const decision = useOneDecision(openedId);
  const replay = useReplay(openedId);
  return (
    <>
      <AgeInHead head={head} of={[list, decision, replay]} />
      <FindDecisions
        of={wrong ?? of.tenant_id ?? of.job_id ?? decision_id ?? ''}
        isWrong={wrong !== undefined}
        onSame={() => void Promise.all([list, decision, replay].filter(isAsked).map(({ refetch }) => refetch()))}
      />
      {isListed && <DecisionList list={list} of={of} openedId={openedId} />}
      {openedId && <OpenedDecision id={openedId} decision={decision} replay={replay} />}
      {!isListed && !openedId && (
        <Panel title={words.list} flush>
          <Empty>{words.start}</Empty>
        </Panel>
      )}
    </>
  );
}

const isAsked = ({ isEnabled }: Live<unknown>): boolean => isEnabled;

/** The decision with its rows; null where there is none of that id. */
function useOneDecision(decisionId: string | undefined): Live<StoredDecision | null> {
  return useLive<StoredDecision | null>({
    key: ['decision', decisionId],
    read: async (signal) => {
      const query = { decision_id: decisionId ?? '', limit: 1 };
      const { items } = await bodyOf(api.GET('/internal/allocation-decisions', { params: { query }, signal }));
      return items[0] ?? null;
    },
    moves: () => false,
    enabled: decisionId !== undefined,
  });
}
