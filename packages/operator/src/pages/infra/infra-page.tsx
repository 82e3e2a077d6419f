import { useSearch } from '@tanstack/react-router';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { INFRA_TABS, type InfraTab } from './infra-search.ts';
import { INFRA_WORDS } from './infra-words.ts';

/** Each is a script of its own. The heading is the page's; a tab has its FreshnessLine among the actions of its first Panel. */
const TABS: Record<InfraTab, LazyExoticComponent<ComponentType>> = {
  jobs: lazy(async () => ({ default: (await import('./jobs/jobs-tab.tsx')).JobsTab })),
  nodes: lazy(async () => ({ default: (await import('./nodes/nodes-tab.tsx')).NodesTab })),
  trace: lazy(async () => ({ default: (await import('./trace/trace-tab.tsx')).TraceTab })),
  orphans: lazy(async () => ({ default: (await import('./orphans/orphans-tab.tsx')).OrphansTab })),
  dispatch: lazy(async () => ({ default: (await import('./dispatch/dispatch-tab.tsx')).DispatchTab })),
};

export function InfraPage() {
  const words = useWords(INFRA_WORDS);
  const { tab = 'jobs', region } = useSearch({ from: '/cp/infra' });
  const Tab = TABS[tab];
  return (
    <>
      <PageHead title={`${words.title}: ${words.tab[tab]}`} sub={words.sub[tab]} />
      <LinkTabs
        label={words.tabs}
        tabs={INFRA_TABS.map((name) => ({
          to: '/cp/infra',
          search: { tab: name, region: name === 'jobs' || name === 'nodes' ? region : undefined },
          current: name === tab,
          label: words.tab[name],
        }))}
      />
      <Suspense fallback={<Skeleton what={words.tab[tab]} lines={8} />}>
        <Tab />
      </Suspense>
    </>
  );
}
