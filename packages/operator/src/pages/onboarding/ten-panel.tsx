import type { OnboardingStatus, ProvisionTraceDetail } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { useNow } from '../../live/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { onboardingTone } from '../../ui/onboarding-steps.tsx';
import { ONBOARDING_WORDS } from '../../ui/onboarding-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StepCell } from '../provision-trace/step-cell.tsx';
import { StepNameLine } from '../provision-trace/step-name-line.tsx';
import { isOver } from '../provision-trace/story.ts';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';

/** Each of the five with the steps of the ten that make it, as they stand in the newest attempt. */
export function TenPanel({ status, trace }: { status: OnboardingStatus; trace: Live<ProvisionTraceDetail> }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).ten;
  const attempt = trace.data?.attempts[0];
  return (
    <Panel title={words.title} aside={attempt && words.attempt(attempt.attempt)} flush>
      <QueryView query={trace} what={words.what} lines={10}>
        {(data) => (
          <table className="w-full border-collapse text-sm">
            <thead className="sr-only">
              <tr>
                <th scope="col">{words.five}</th>
                <th scope="col">{words.steps}</th>
              </tr>
            </thead>
            <tbody>
              {status.steps.map((step) => (
                <Row key={step.name} step={step} trace={data} />
              ))}
            </tbody>
          </table>
        )}
      </QueryView>
    </Panel>
  );
}

function Row({ step, trace }: { step: OnboardingStatus['steps'][number]; trace: ProvisionTraceDetail }) {
  const words = useWords(ONBOARDING_WORDS);
  const now = useNow();
  const attempt = trace.attempts[0];
  const lines = attempt?.steps.filter(({ stage }) => step.stages.includes(stage)) ?? [];
  const over = attempt === undefined || isOver(attempt, trace.job);
  return (
    <tr className="border-b border-line align-top last:border-b-0 max-sm:block">
      <th scope="row" className="w-60 px-4 py-3 text-left font-medium max-sm:block max-sm:w-auto max-sm:pb-0">
        <span className="flex flex-wrap items-center gap-2">
          {words.step[step.name]}
          <Badge tone={onboardingTone(step.state)}>{words.state[step.state]}</Badge>
        </span>
      </th>
      <td className="px-4 py-2 max-sm:block">
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <li key={line.stage} className="grid gap-x-4 gap-y-1 py-1.5 sm:grid-cols-[13rem_minmax(0,1fr)]">
              <StepNameLine step={line} />
              <StepCell step={line} over={over} now={now} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
