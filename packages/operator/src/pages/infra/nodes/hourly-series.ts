import type { HourlyMetrics } from '@prego/contracts';
import type { SparkPoint } from '../../../ui/sparkline-path.ts';

export const HOUR_MS = 3_600_000;
export const RESOURCES = ['cpu', 'memory', 'disk'] as const;
export type Resource = (typeof RESOURCES)[number];

/** The beginning of the hour of a time (ms). */
const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** An hour's average of one resource, as a point. */
export const averagesOf = (hourly: readonly HourlyMetrics[], resource: Resource): SparkPoint[] =>
  hourly.map((hour) => ({ at: hour.hour, value: hour[`${resource}_avg`] }));

/** Every hour of a span, with null where nothing was heard: as uPlot wants it. */
export interface HourlySeries {
  /** Seconds since 1970. */
  readonly times: number[];
  readonly average: (number | null)[];
  readonly highest: (number | null)[];
}

/** `hours` of them, the one of `now` (ms) being the last. */
export function hourlySeries(
  hourly: readonly HourlyMetrics[],
  resource: Resource,
  now: number,
  hours: number,
): HourlySeries {
  const byHour = new Map(hourly.map((hour) => [hour.hour, hour]));
  const starts = Array.from({ length: hours }, (_, index) => hourOf(now) - (hours - 1 - index) * HOUR_MS);
  return {
    times: starts.map((start) => start / 1000),
    average: starts.map((start) => byHour.get(start)?.[`${resource}_avg`] ?? null),
    highest: starts.map((start) => byHour.get(start)?.[`${resource}_max`] ?? null),
  };
}

export interface LoadSummary {
  /** Over all pushes, not over the hours: one with few pushes counts little. */
  readonly average: number | null;
  readonly highest: number | null;
}

/** What a resource came to over all these hours; null where nothing is known. */
export function loadSummary(hourly: readonly HourlyMetrics[], resource: Resource): LoadSummary {
  let [sum, samples] = [0, 0];
  let highest: number | null = null;
  for (const hour of hourly) {
    const [average, most] = [hour[`${resource}_avg`], hour[`${resource}_max`]];
    if (average !== null) {
      sum += average * hour.samples;
      samples += hour.samples;
    }
    if (most !== null) highest = Math.max(highest ?? most, most);
  }
  return { average: samples > 0 ? sum / samples : null, highest };
}
