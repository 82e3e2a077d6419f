import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import { Facts } from '../../ui/facts.tsx';
import { Time } from '../../ui/time.tsx';
import { EventData } from './event-data.tsx';
import { EventStatusBadge, ShownStateBadge } from './state-badge.tsx';
import { StepError } from './step-cell.tsx';
import { STEPS_WORDS } from './steps-words.ts';
import { stepTook } from './story.ts';
import type { Span, Waterfall } from './waterfall.ts';

interface SpanDetailProps {
  span: Span;
  whole: Waterfall;
  over: boolean;
  now: number;
}

/** What is known of one row: times, what they rest on, what went wrong, and its events with their data. */
export function SpanDetail({ span, whole, over, now }: SpanDetailProps) {
  const words = useWords(STEPS_WORDS);
  const duration = useDuration();
  const { step } = span;
  const took = step ? stepTook(step, over, now) : span.to - span.from;
  const endsAt = span.open || (step && step.ended_at === null) ? null : span.to;
  return (
    <div className="space-y-3 border-y border-line bg-sunken px-4 py-3 sm:pl-9">
      {span.kind === 'gap' && <p className="max-w-prose text-sm">{words.time.gapHelp}</p>}
      {span.kind === 'wait' && <p className="max-w-prose text-sm">{words.time.waitHelp[span.key]}</p>}
      <Facts
        of={[
          [words.events.status, span.kind === 'gap' ? null : <ShownStateBadge key="state" state={span.state} />],
          [
            words.events.stage,
            span.events.length > 0 ? (
              <code key="stage" className="font-mono text-xs">
                {span.key}
              </code>
            ) : null,
          ],
          [words.events.by, span.by && words.time.byWhom[span.by]],
          [words.started, step && step.started_at === null ? null : <Time key="from" at={span.from} absolute />],
          [words.ended, endsAt === null ? null : <Time key="to" at={endsAt} absolute />],
          [words.took, took === null ? null : duration(took)],
          [words.restsOn, step?.known_by ? words.knownBy[step.known_by] : null],
          [words.reason, step?.skip_reason ? (words.skip[step.skip_reason] ?? step.skip_reason) : null],
        ]}
      />
      {span.assumed && <p className="text-xs text-muted">{words.time.assumed}</p>}
      {step && <StepError step={step} />}
      {span.events.length > 0 && (
        <ul className="space-y-2">
          {span.events.map((event) => (
            <li key={event.event_id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-xs">
              <span className="w-20 shrink-0 text-muted tabular">{`+${duration(event.at - whole.from)}`}</span>
              <EventStatusBadge status={event.status} />
              <EventData event={event} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
