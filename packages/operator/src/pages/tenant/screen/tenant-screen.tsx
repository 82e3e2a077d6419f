import type { TenantDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { isActiveJob } from '../../../ui/active-job.ts';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { OnboardingSteps } from '../../../ui/onboarding-steps.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { TenantStatusBadge } from '../../../ui/status-badges.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { ActionsBar } from './actions-bar.tsx';
import { ContactPanel } from './contact-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { JobsPanel } from './jobs-panel.tsx';
import { LatestJobPanel } from './latest-job-panel.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { PlacePanel } from './place-panel.tsx';
import { SCREEN_WORDS } from './screen-words.ts';
import { StoryPanel } from './story-panel.tsx';
import { useTenant } from './use-tenant.ts';

/** All about one tenant. Each panel is read for itself, and says for itself when it can't be. */
export function TenantScreen({ tenantId, detail }: { tenantId: string; detail: Live<TenantDetail> }) {
  const words = useWords(SCREEN_WORDS);
  const parts = useTenant(tenantId, detail);
  const moving = parts.jobs.some(({ status }) => isActiveJob(status));
  return (
    <>
      <Link to="/cp/tenant" className="inline-flex items-center gap-1 text-sm text-muted hover:text-ink">
        <ArrowLeft aria-hidden size={14} />
        {words.back}
      </Link>
      <PageHead title={tenantId} sub={detail.data ? <Sub tenant={detail.data} /> : '\u00a0'}>
        <FreshnessLine of={parts.all} />
      </PageHead>
      {detail.error && (
        <FailureNote
          what={words.what}
          error={detail.error}
          stale={detail.data !== undefined}
          onRetry={() => void detail.refetch()}
        />
      )}
      {detail.isPending && <div aria-hidden className="h-16 animate-pulse rounded bg-sunken" />}
      {detail.data && <ActionsBar tenant={detail.data} traces={parts.traces.data} nodes={parts.nodes.data} />}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_27rem] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-4">
          <LatestJobPanel jobs={parts.jobPages.live} trace={parts.traces.all[0]} />
          <Panel
            title={words.onboarding}
            actions={
              <Link
                to="/cp/onboarding"
                search={{ tenant_id: tenantId }}
                className="text-sm text-accent underline-offset-2 hover:underline"
              >
                {words.openOnboarding}
              </Link>
            }
          >
            <QueryView query={parts.onboarding} what={words.onboarding} lines={2}>
              {({ steps }) => <OnboardingSteps steps={steps} moving={moving} />}
            </QueryView>
          </Panel>
        </div>
        <div className="min-w-0 space-y-4 xl:row-span-2">
          <PlacePanel detail={detail} />
          {parts.trio.length > 0 && <NodesPanel ids={parts.trio} nodes={parts.nodes.all} />}
          <JobsPanel jobs={parts.jobPages} />
          <DecisionsPanel tenantId={tenantId} decisions={parts.decisions} />
          <ContactPanel detail={detail} />
        </div>
        <StoryPanel tenantId={tenantId} parts={parts} />
      </div>
    </>
  );
}

function Sub({ tenant }: { tenant: TenantDetail }) {
  const words = useWords(SCREEN_WORDS);
  const { region, tier } = useWords(STATUS_WORDS);
  const { status, canonical_hostname: hostname } = tenant;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <TenantStatusBadge status={status} />
      {status === 'active' ? (
        <ExternalLink to={`https://${hostname}`} label={hostname} />
      ) : (
        <span title={words.noLink}>{hostname}</span>
      )}
      <span>{tier[tenant.plan_tier]}</span>
      <span>{region[tenant.region]}</span>
    </span>
  );
}
