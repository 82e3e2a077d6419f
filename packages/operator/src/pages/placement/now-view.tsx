import type { ComputedPlacement } from '@prego/contracts';
import { useSearch } from '@tanstack/react-router';
import { api, bodyOf } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { useLive } from '../../live/use-live.ts';
import { announce } from '../../ui/announcer.tsx';
import { classes } from '../../ui/classes.ts';
import { isTenantId } from '../../ui/closed-sets.ts';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import { useAnnounced } from '../../ui/use-announced.ts';
import { AgeInHead } from './age-in-head.tsx';
import { CandidatesPanel } from './candidates-panel.tsx';
import { ClusterPanel } from './cluster-panel.tsx';
import { ComputeForm } from './compute-form.tsx';
import { CostPanel } from './cost-panel.tsx';
import { HeadroomPanel } from './headroom-panel.tsx';
import { NowOutcome } from './now-outcome.tsx';
import { PLACEMENT_WORDS } from './placement-words.ts';
import { sentenceOf } from './sentence-of.ts';
import { usePriceList } from './use-price-list.ts';

/** What a sign-up would get now, and all that speaks for and against it. */
export function NowView({ head }: { head: HTMLElement | null }) {
  const words = useWords(PLACEMENT_WORDS);
  const regions = useWords(STATUS_WORDS).region;
  const { plan_tier, region, tenant_id } = useSearch({ from: '/cp/placement' });
  const tenant = tenant_id && isTenantId(tenant_id) ? tenant_id : undefined;
  const body = { ...(plan_tier && { plan_tier }), ...(region && { region }), ...(tenant && { tenant_id: tenant }) };
  const computed = useLive<ComputedPlacement>({
    key: ['placement', body],
    read: (signal) => bodyOf(api.POST('/internal/placement/compute', { body, signal })),
    // A minute is often enough: nodes report once in one.
    moves: () => false,
  });
  const prices = usePriceList();
  const answer = computed.data;
  const shownRegion = region ?? answer?.region ?? 'sg';
  const said = (data: ComputedPlacement) => `${regions[data.region]}: ${sentenceOf(words.saying, data)}`;
  useAnnounced(answer && said(answer));
  const computeAgain = async () => {
    const { data } = await computed.refetch();
    if (data) announce(said(data));
  };
  const cost = <CostPanel key="cost" region={shownRegion} prices={prices} />;
  const candidates = answer
    ? [<HeadroomPanel key="headroom" of={answer} />, <CandidatesPanel key="candidates" of={answer} />]
    : [];
  return (
    <>
      <AgeInHead head={head} of={[computed, prices.types, prices.unavailable]} />
      <ComputeForm region={shownRegion} onCompute={computeAgain} />
      <div className={classes('grid items-start gap-4', answer && 'xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]')}>
        <Panel title={words.outcome}>
          <QueryView query={computed} what={words.answer} lines={5}>
            {(data) => <NowOutcome of={data} />}
          </QueryView>
        </Panel>
        {answer && <ClusterPanel cluster={answer.cluster} />}
      </div>
      {answer?.placement.create_new_server ? [cost, ...candidates] : [...candidates, cost]}
    </>
  );
}
