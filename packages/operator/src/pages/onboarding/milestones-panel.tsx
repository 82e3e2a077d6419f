import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import type { Live } from '../../live/use-live.ts';
import { TIMELINE_WORDS } from '../../timeline/timeline-words.ts';
import { classes } from '../../ui/classes.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { type Funnel, milestonesOf } from './funnel.ts';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';

/** When the tenant reached which milestone. */
export function MilestonesPanel({ funnel }: { funnel: Live<Funnel> }) {
  const words = useWords(ONBOARDING_PAGE_WORDS);
  const duration = useDuration();
  const names = useWords(TIMELINE_WORDS).milestone;
  return (
    <Panel title={words.milestones.title}>
      <QueryView query={funnel} what={words.milestones.what} lines={6}>
        {({ funnel_events }) =>
          funnel_events.length === 0 ? (
            <Empty>{words.milestones.none}</Empty>
          ) : (
            <ol className="space-y-2.5">
              {milestonesOf(funnel_events).map(({ name, at, afterMs }) => (
                <li key={name} className="flex items-baseline gap-3 text-sm">
                  <span
                    aria-hidden
                    className={classes(
                      'size-2 shrink-0 translate-y-[-1px] rounded-full',
                      at === null ? 'border border-line-strong' : 'bg-ok',
                    )}
                  />
                  <span className="w-36 shrink-0 font-medium">{names[name]}</span>
                  <span className="flex min-w-0 flex-wrap gap-x-3 text-muted">
                    {at === null ? words.milestones.notYet : <Time at={at} absolute />}
                    {afterMs !== null && <span className="tabular">{words.milestones.after(duration(afterMs))}</span>}
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </Panel>
  );
}
