import { freshFrom, METRICS_STALE, type NodeState, obstaclesOf, watchedSince } from './obstacles.ts';
import { scoreOf, standingOf } from './score.ts';
import type { Thresholds } from './thresholds.ts';

export interface Judgement {
  /** A set of bits; 0 is eligible. */
  readonly obstacles: number;
  readonly score: number;
}

/** One node judged by itself. The survey of all nodes comes to the same, with most of it worked out beforehand. */
export function judge(node: NodeState, thresholds: Thresholds, now: number): Judgement {
  const stale = watchedSince(node) < freshFrom(thresholds, now) ? METRICS_STALE : 0;
  const obstacles = obstaclesOf(node, thresholds) | stale;
  return { obstacles, score: scoreOf(obstacles, standingOf(node, thresholds)) };
}
