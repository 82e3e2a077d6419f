import type { JobStatus, NodeStatus, TenantStatus, UiStepState } from '@prego/contracts';
import { useWords } from '../i18n/language.tsx';
import { isActiveJob } from './active-job.ts';
import { Badge } from './badge.tsx';
import { STATUS_WORDS } from './status-words.ts';
import { jobTone, nodeTone, stepTone, tenantTone } from './tone.ts';

export { isActiveJob };

export function JobStatusBadge({ status }: { status: JobStatus }) {
  const words = useWords(STATUS_WORDS).job;
  return (
    <Badge tone={jobTone(status)} moving={isActiveJob(status)}>
      {words[status]}
    </Badge>
  );
}

export function TenantStatusBadge({ status }: { status: TenantStatus }) {
  const words = useWords(STATUS_WORDS).tenant;
  return (
    <Badge tone={tenantTone(status)} moving={status === 'provisioning' || status === 'returning'}>
      {words[status]}
    </Badge>
  );
}

export function NodeStatusBadge({ status }: { status: NodeStatus }) {
  const words = useWords(STATUS_WORDS).node;
  return (
    <Badge tone={nodeTone(status)} moving={status === 'provisioning'}>
      {words[status]}
    </Badge>
  );
}

export function StepStateBadge({ state }: { state: UiStepState }) {
  const words = useWords(STATUS_WORDS).step;
  return (
    <Badge tone={stepTone(state)} moving={state === 'started'}>
      {words[state]}
    </Badge>
  );
}
