import type { Span, Waterfall } from '../../provision-trace/waterfall.ts';

/** What a run does now, and what it has done, shortened to what fits beside a status. */
export interface RunStages {
  /** The latest that are over, oldest first. */
  readonly over: readonly Span[];
  /** What is under way, the finest last. */
  readonly open: readonly Span[];
  /** Earlier ones that are left out: the provision trace has them. */
  readonly earlier: number;
}

/** Stages that are over and still shown: the last few tell where it is. */
const OVER_SHOWN = 8;

/** Pauses are left out: nothing is told of them. What failed stays, however long ago that was. */
export function runStages(whole: Waterfall | null): RunStages {
  const told = (whole?.spans ?? []).filter(({ kind }) => kind !== 'gap');
  const open = told.filter((span) => span.open);
  const ended = told.filter((span) => !span.open);
  const first = Math.max(0, ended.length - OVER_SHOWN);
  const over = ended.filter(({ state }, index) => index >= first || state === 'failed');
  return { over, open, earlier: ended.length - over.length };
}
