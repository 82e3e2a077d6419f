import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { DecisionsView } from './decisions-view.tsx';
import { NowView } from './now-view.tsx';
import { VIEWS, viewOf } from './placement-search.ts';
import { PLACEMENT_WORDS } from './placement-words.ts';

/** Where a tenant would land now, or what was decided of others. The way to the other view keeps what both know. */
export function PlacementPage() {
  const words = useWords(PLACEMENT_WORDS);
  const search = useSearch({ from: '/cp/placement' });
  const view = viewOf(search);
  const { plan_tier, region, tenant_id, job_id, decision_id } = search;
  const [head, setHead] = useState<HTMLElement | null>(null);
  return (
    <>
      <PageHead title={`${words.title}: ${words.view[view]}`} sub={words.sub[view]}>
        <div ref={setHead} />
      </PageHead>
      <LinkTabs
        label={words.views}
        tabs={VIEWS.map((name) => ({
          to: '/cp/placement',
          search: { view: name, plan_tier, region, tenant_id, job_id, decision_id },
          current: name === view,
          label: words.view[name],
        }))}
      />
      {view === 'now' ? <NowView head={head} /> : <DecisionsView head={head} />}
    </>
  );
}
