import type { TraceEventRow, UiStep } from '@prego/contracts';
import {
  type Attempt,
  beganAt,
  eventsOf,
  isOver,
  isUiStage,
  type ShownState,
  shownState,
  type Teller,
  type TraceJob,
  tellerOf,
} from './story.ts';

/** A row of the waterfall. Times in ms since 1970. */
export interface Span {
  /** The stage; `wait.dispatch`, `wait.run` and `gap.…` are ours. */
  readonly key: string;
  readonly kind: 'step' | 'finer' | 'wait' | 'gap';
  readonly by: Teller | 'github' | null;
  readonly state: ShownState;
  readonly from: number;
  /** Of what is under way: now. */
  readonly to: number;
  /** It goes on. */
  readonly open: boolean;
  /** The end was not told: it is taken from what came next. */
  readonly assumed: boolean;
  readonly step: UiStep | null;
  readonly events: readonly TraceEventRow[];
}

export interface Waterfall {
  readonly from: number;
  readonly to: number;
  /** By when they began; what a step is made of stands behind it. */
  readonly spans: readonly Span[];
}

interface Story {
  readonly job: TraceJob;
  readonly attempt: Attempt;
  readonly events: readonly TraceEventRow[];
}

/** A pause is shown from this length on, and from this part of the whole. */
const GAP_MS = 1000;
const GAP_PART = 0.01;

/** Where the time of an attempt went, as of `now`. Null: there is nothing yet that has a time. */
export function waterfallOf({ job, attempt, events }: Story, now: number): Waterfall | null {
  const own = eventsOf(events, attempt.attempt);
  const over = isOver(attempt, job);
  const end = over ? attempt.ended_at : now;
  const spans = [
    ...waits(attempt, job, over, end),
    ...stepSpans(attempt, own, over, end),
    ...finerSpans(own, over, end),
  ];
  if (spans.length === 0) return null;
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return { from, to, spans: [...spans, ...gapsIn(spans, from, to)].sort(inOrder) };
}

const RANK = { step: 0, wait: 1, finer: 2, gap: 3 } as const;

/** What the two told at once stands in the order in which it happens; the longer of two around the shorter. */
const inOrder = (a: Span, b: Span): number =>
  a.from - b.from || RANK[a.kind] - RANK[b.kind] || (a.step?.step ?? 0) - (b.step?.step ?? 0) || b.to - a.to;

/** Before a run tells anything: the wait for being sent, and GitHub's own time for beginning it. */
function waits(attempt: Attempt, job: TraceJob, over: boolean, end: number | null): Span[] {
  const { dispatched_at, claimed_at } = attempt;
  const spans: Span[] = [];
  const add = (key: string, by: Span['by'], from: number | null, told: number | null) => {
    const to = told ?? end;
    if (from === null || to === null || (told !== null && told <= from)) return;
    const open = told === null && !over;
    const state = open ? 'started' : told === null ? 'stopped' : 'done';
    spans.push({
      ...{ key, kind: 'wait', by, state, from, to: Math.max(from, to) },
      ...{ open, assumed: false, step: null, events: [] },
    });
  };
  add('wait.dispatch', 'control_plane', beganAt(attempt, job), dispatched_at);
  if (dispatched_at !== null) add('wait.run', 'github', dispatched_at, claimed_at);
  return spans;
}

function stepSpans({ steps }: Attempt, events: readonly TraceEventRow[], over: boolean, end: number | null): Span[] {
  return steps.flatMap((step, index) => {
    const from = step.started_at ?? step.ended_at;
    if (from === null) return [];
    const state = shownState(step, over);
    const open = state === 'started';
    // A step that was settled by what came later ended before that.
    const next = steps.slice(index + 1).find(({ started_at }) => started_at !== null)?.started_at;
    const to = step.ended_at ?? (open ? end : (next ?? end)) ?? from;
    const own = events.filter(({ stage }) => stage === step.stage);
    return [
      {
        ...({ key: step.stage, kind: 'step', by: tellerOf(step.stage), state, from, to: Math.max(from, to) } as const),
        ...{ open, assumed: step.ended_at === null && !open, step, events: own },
      },
    ];
  });
}

/** What the run and the control plane tell beside the ten steps, each stage of it a span. */
function finerSpans(events: readonly TraceEventRow[], over: boolean, end: number | null): Span[] {
  const stages = Map.groupBy(
    events.filter(({ stage }) => !isUiStage(stage)),
    ({ stage }) => stage,
  );
  return [...stages].map(([stage, own]) => {
    const last = own.filter(({ status }) => status !== 'started').sort((a, b) => b.at - a.at)[0];
    const from = Math.min(...own.map(({ at }) => at));
    const open = last === undefined && !over;
    const to = last?.at ?? end ?? from;
    return {
      ...({
        key: stage,
        kind: 'finer',
        by: tellerOf(stage),
        state: last?.status ?? (over ? 'stopped' : 'started'),
      } as const),
      ...{ from, to: Math.max(from, to), open, assumed: last === undefined && over, step: null, events: own },
    };
  });
}

/** The times between `from` and `to` in which nothing was told to be under way. */
function gapsIn(spans: readonly Span[], from: number, to: number): Span[] {
  const least = Math.max(GAP_MS, (to - from) * GAP_PART);
  const gaps: Span[] = [];
  let covered = from;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from - covered >= least) gaps.push(gapOf(covered, span.from));
    covered = Math.max(covered, span.to);
  }
  return gaps;
}

const gapOf = (from: number, to: number): Span => ({
  ...{ key: `gap.${from}`, kind: 'gap', by: null, state: 'done', from, to, open: false },
  ...{ assumed: false, step: null, events: [] },
});

/** Where the span's bar stands, in hundredths of the whole. */
export function barOf({ from, to }: Pick<Span, 'from' | 'to'>, whole: Pick<Waterfall, 'from' | 'to'>) {
  const length = whole.to - whole.from;
  if (length <= 0) return { left: 0, width: 100 };
  const left = Math.min(100, ((from - whole.from) / length) * 100);
  return { left, width: Math.min(100 - left, ((to - from) / length) * 100) };
}

/** Round lengths for a scale, in ms. */
const TICKS = [
  100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3, 7200e3, 21_600e3,
  43_200e3, 86_400e3,
];
const TICKS_MOST = 6;

/** The scale of a whole of so many ms: its marks from 0 on, at round lengths, at most seven. */
export function ticksOf(length: number): number[] {
  const last = TICKS.at(-1) as number;
  const every = TICKS.find((tick) => length / tick <= TICKS_MOST) ?? Math.ceil(length / TICKS_MOST / last) * last;
  return Array.from({ length: Math.floor(length / every) + 1 }, (_, index) => index * every);
}
