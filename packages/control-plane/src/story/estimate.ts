import { ESTIMATE_RUNS, type LaunchEstimate, type Region } from '@prego/contracts';

/** A sign-up that ended well at the first attempt. Times in milliseconds. */
export interface PastRun {
  readonly region: Region;
  readonly created_at: number;
  readonly ended_at: number;
}

/**
 * How long an attempt that was begun at `startedAt` will take, by runs of its kind that were over then: those of its region
 * if there are enough, else all. Null where there are too few of those too.
 */
export function estimateOf(runs: readonly PastRun[], region: Region, startedAt: number): LaunchEstimate | null {
  const own = runs.filter((run) => run.region === region);
  const like = own.length >= ESTIMATE_RUNS.least ? own : runs;
  if (like.length < ESTIMATE_RUNS.least) return null;
  const newest = like.toSorted((a, b) => b.ended_at - a.ended_at).slice(0, ESTIMATE_RUNS.most);
  const seconds = newest.map(secondsOf).toSorted((a, b) => a - b);
  return {
    started_at: startedAt,
    typical_s: nearestRank(seconds, 50),
    slow_s: nearestRank(seconds, 90),
    runs: seconds.length,
  };
}

/** A clock that went back meanwhile makes no run shorter than nothing. */
const secondsOf = ({ created_at, ended_at }: PastRun): number =>
  Math.max(0, Math.round((ended_at - created_at) / 1000));

/** The smallest of the sorted values that at least `percent` of them do not exceed. Whole percents keep it exact. */
const nearestRank = (sorted: readonly number[], percent: number): number =>
  sorted[Math.ceil((sorted.length * percent) / 100) - 1] as number;
