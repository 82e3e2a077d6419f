import { useSearch } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { useNowBy } from '../../live/use-now.ts';
import { useOnChange } from '../../live/use-on-change.ts';
import { isActiveJob } from '../../ui/active-job.ts';
import { EitherId } from '../../ui/either-id.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FreshnessLine } from '../../ui/freshness-line.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTrace } from '../provision-trace/use-trace.ts';
import { ConversionPanel } from './conversion-panel.tsx';
import { FivePanel } from './five-panel.tsx';
import { countedSince, HOUR_MS } from './funnel.ts';
import { MilestonesPanel } from './milestones-panel.tsx';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';
import { TenPanel } from './ten-panel.tsx';
import { useCounts, useMilestones, useOnboarding } from './use-onboarding.ts';
import { WhoseForm } from './whose-form.tsx';

/** A tenant's way in, coarsely: five steps, what they are made of, its milestones, and how far others came. */
export function OnboardingPage() {
  const words = useWords(ONBOARDING_PAGE_WORDS);
  const whose = useSearch({ from: '/cp/onboarding' });
  const status = useOnboarding(whose);
  const job_id = status.data?.job_id;
  const trace = useTrace(job_id ? { job_id } : {});
  const job = trace.data?.job;
  const milestones = useMilestones(status.data?.trace_id ?? undefined, job !== undefined && isActiveJob(job.status));
  const counts = useCounts(countedSince(useNowBy(HOUR_MS)));
  // They are read less often from now on: what the job's last move has changed is read at once.
  useOnChange(job && `${job.job_id} ${job.attempt} ${job.status}`, () => {
    void status.refetch();
    void milestones.refetch();
  });
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <FreshnessLine of={[status, trace, milestones, counts]} />
      </PageHead>
      <WhoseForm whose={whose} onSame={() => void Promise.all([status.refetch(), job_id && trace.refetch()])} />
      {status.isEnabled ? <FivePanel status={status} job={job} /> : <Empty>{words.form.empty}</Empty>}
      <EitherId
        error={status.error}
        to="/cp/onboarding"
        ways={[
          { name: 'job_id', id: whose.job_id, label: words.onlyJob },
          { name: 'tenant_id', id: whose.tenant_id, label: words.onlyTenant },
        ]}
      />
      {status.data && job_id && <TenPanel status={status.data} trace={trace} />}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {milestones.isEnabled && <MilestonesPanel funnel={milestones} />}
        <ConversionPanel counts={counts} />
      </div>
    </>
  );
}
