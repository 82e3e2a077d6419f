import type { JobSummary, OnboardingStatus } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { isActiveJob } from '../../ui/active-job.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { JobLink, TenantLink, TraceLink } from '../../ui/id-links.tsx';
import { OnboardingSteps, onboardingTone } from '../../ui/onboarding-steps.tsx';
import { ONBOARDING_WORDS } from '../../ui/onboarding-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { JobStatusBadge } from '../../ui/status-badges.tsx';
import { useAnnounced } from '../../ui/use-announced.ts';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';

/** As far as it is known. */
type Job = Pick<JobSummary, 'kind' | 'status'> | undefined;

/** The five steps with what their states mean, and whose they are. */
export function FivePanel({ status, job }: { status: Live<OnboardingStatus>; job: Job }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).five;
  const job_id = status.data?.job_id;
  return (
    <Panel
      title={words.title}
      aside={job && <JobStatusBadge status={job.status} />}
      actions={
        job_id && (
          <Link to="/cp/provision-trace" search={{ job_id }} className={buttonClass()}>
            {words.trace}
          </Link>
        )
      }
    >
      <QueryView query={status} what={words.what} lines={5}>
        {(data) => <Five status={data} job={job} />}
      </QueryView>
    </Panel>
  );
}

function Five({ status, job }: { status: OnboardingStatus; job: Job }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).five;
  const names = useWords(ONBOARDING_WORDS).step;
  const { job_id, trace_id, tenant_id, steps } = status;
  const failed = steps.find(({ state }) => state === 'failed');
  const done = steps.filter(({ state }) => state === 'done').length;
  useAnnounced(words.said(done, failed && names[failed.name]));
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {tenant_id && <TenantLink id={tenant_id} />}
        {job_id ? <JobLink id={job_id} copy /> : <span className="text-muted">{words.noJob}</span>}
        {trace_id && <TraceLink id={trace_id} copy />}
      </p>
      {job && job.kind !== 'provision' && tenant_id && (
        <p className="max-w-prose text-sm text-warn">
          {words.otherKind}{' '}
          <Link to="/cp/onboarding" search={{ tenant_id }} className="underline underline-offset-2">
            {words.ofTenant}
          </Link>
        </p>
      )}
      <OnboardingSteps steps={steps} moving={job !== undefined && isActiveJob(job.status)} />
      <Meaning />
    </div>
  );
}

function Meaning() {
  const words = useWords(ONBOARDING_PAGE_WORDS).five;
  const states = useWords(ONBOARDING_WORDS).state;
  return (
    <dl aria-label={words.meaning} className="grid gap-x-6 gap-y-2 text-xs text-muted md:grid-cols-3">
      {(['pending', 'done', 'failed'] as const).map((state) => (
        <div key={state} className="flex items-baseline gap-2">
          <dt>
            <Badge tone={onboardingTone(state)}>{states[state]}</Badge>
          </dt>
          <dd>{words[state]}</dd>
        </div>
      ))}
    </dl>
  );
}
