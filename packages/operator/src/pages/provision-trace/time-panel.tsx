import type { TraceEventRow } from '@prego/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import { useNow } from '../../live/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SpanRows } from './span-rows.tsx';
import { STEPS_WORDS } from './steps-words.ts';
import { type Attempt, isOver, type TraceJob } from './story.ts';
import { TELLER_FILL } from './teller.ts';
import { TimeScale } from './time-scale.tsx';
import type { TraceSearch } from './trace-search.ts';
import { waterfallOf } from './waterfall.ts';

interface TimePanelProps {
  job: TraceJob;
  attempt: Attempt;
  events: readonly TraceEventRow[];
  search: TraceSearch;
}

/** More finer work than this is shown only when it is asked for. */
const FINER_SHOWN = 30;

/** Where the time of an attempt went: a row for each step, wait and pause, and for the finer work within. */
export function TimePanel({ job, attempt, events, search }: TimePanelProps) {
  const words = useWords(STEPS_WORDS).time;
  const duration = useDuration();
  const navigate = useNavigate({ from: '/cp/provision-trace' });
  const now = useNow();
  const over = isOver(attempt, job);
  const whole = waterfallOf({ job, attempt, events }, now);
  if (!whole) {
    return (
      <Panel title={words.title}>
        <Empty>{words.empty}</Empty>
      </Panel>
    );
  }
  const finer = whole.spans.filter(({ kind }) => kind === 'finer').length;
  const showsFiner = search.finer ? search.finer === 'yes' : finer <= FINER_SHOWN;
  const spans = showsFiner ? whole.spans : whole.spans.filter(({ kind }) => kind !== 'finer');
  const change = (next: Partial<Record<'span' | 'finer', string | undefined>>) =>
    void navigate({ search: (old) => ({ ...old, ...next }) as TraceSearch, replace: true, resetScroll: false });
  return (
    <Panel
      title={words.title}
      aside={words.sub(duration(whole.to - whole.from))}
      actions={
        finer > 0 && (
          <Button
            look="quiet"
            aria-pressed={showsFiner}
            className="aria-pressed:bg-accent-soft"
            onClick={() => change({ finer: showsFiner ? 'no' : 'yes' })}
          >
            {words.finer(finer)}
          </Button>
        )
      }
      flush
    >
      <Legend />
      <TimeScale length={whole.to - whole.from} />
      <SpanRows
        label={words.rows}
        spans={spans}
        whole={whole}
        over={over}
        now={now}
        open={search.span}
        onPress={(key) => change({ span: search.span === key ? undefined : key })}
      />
    </Panel>
  );
}

function Legend() {
  const words = useWords(STEPS_WORDS).time;
  return (
    <ul aria-label={words.legend} className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-3 text-xs text-muted">
      {(['control_plane', 'action', 'github'] as const).map((by) => (
        <li key={by} className="flex items-center gap-1.5">
          <span aria-hidden className={`h-2.5 w-4 rounded-sm ${TELLER_FILL[by]}`} />
          {words.byWhom[by]}
        </li>
      ))}
    </ul>
  );
}
