import { useWords } from '../../i18n/language.tsx';
import { useNow } from '../../live/use-now.ts';
import { classes } from '../../ui/classes.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { JobStatusBadge } from '../../ui/status-badges.tsx';
import { StepCell } from './step-cell.tsx';
import { StepNameLine } from './step-name-line.tsx';
import { STEPS_WORDS } from './steps-words.ts';
import { type Attempt, hasLines, isOver, type TraceJob } from './story.ts';
import { TRACE_WORDS } from './trace-words.ts';

interface StepsPanelProps {
  job: TraceJob;
  /** The newest first. */
  attempts: readonly Attempt[];
  /** Where there is room for one only, this is it. */
  chosen: Attempt;
}

/** The ten steps, the attempts side by side. */
export function StepsPanel({ job, attempts, chosen }: StepsPanelProps) {
  const words = useWords(STEPS_WORDS);
  const now = useNow();
  if (!attempts.some((attempt) => hasLines(job, attempt))) {
    return (
      <Panel title={words.title}>
        <Empty>{words.noLines}</Empty>
      </Panel>
    );
  }
  return (
    <Panel title={words.title} flush>
      <section
        aria-label={words.table}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto"
      >
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-left text-xs text-muted">
              <th scope="col" className={classes(NAME, 'font-medium')}>
                {words.step}
              </th>
              {attempts.map((attempt, index) => (
                <AttemptHead key={attempt.attempt} attempt={attempt} job={job} newest={index === 0} chosen={chosen} />
              ))}
            </tr>
          </thead>
          <tbody>
            {chosen.steps.map((step, row) => (
              <tr key={step.stage} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className={classes(NAME, 'text-left font-normal')}>
                  <StepNameLine step={step} />
                </th>
                {attempts.map((attempt) => {
                  const own = attempt.steps[row];
                  return (
                    <td key={attempt.attempt} className={cellClass(attempt === chosen)}>
                      {own && <StepCell step={own} over={isOver(attempt, job)} now={now} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

const NAME = 'sticky left-0 z-[1] w-40 min-w-32 bg-surface py-2 pr-2 pl-3 sm:w-56 sm:min-w-52 sm:pl-4';

const cellClass = (chosen: boolean): string =>
  classes('px-3 py-2 sm:min-w-60 sm:border-l sm:border-line', !chosen && 'hidden sm:table-cell');

interface AttemptHeadProps {
  attempt: Attempt;
  job: TraceJob;
  newest: boolean;
  chosen: Attempt;
}

function AttemptHead({ attempt, job, newest, chosen }: AttemptHeadProps) {
  const words = useWords(TRACE_WORDS);
  const steps = useWords(STEPS_WORDS);
  return (
    <th scope="col" className={classes(cellClass(attempt === chosen), 'font-medium')}>
      <span className="flex flex-wrap items-center gap-2">
        {words.attempt(attempt.attempt)}
        <JobStatusBadge status={attempt.status ?? job.status} />
        {newest && job.attempt > 1 && <span>{steps.newest}</span>}
      </span>
    </th>
  );
}
