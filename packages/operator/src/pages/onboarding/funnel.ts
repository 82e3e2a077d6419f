import type { FunnelAnswer, FunnelEventName } from '@prego/contracts';
import { MILESTONES } from '../../timeline/milestones.ts';

/** What is known of milestones: those of a trace, and how many traces reached each; what none reached may be left out. */
export interface Funnel {
  readonly funnel_events: FunnelAnswer['funnel_events'];
  readonly counts: Counts | null;
}
export type Counts = Readonly<Partial<Record<FunnelEventName, number>>>;

export interface Milestone {
  readonly name: FunnelEventName;
  /** When it was reached first (ms since 1970); null: not yet. */
  readonly at: number | null;
  /** Since the last one before it that was reached, in ms. */
  readonly afterMs: number | null;
}

/** Every milestone of a trace, those too that are still to come. */
export function milestonesOf(events: FunnelAnswer['funnel_events']): Milestone[] {
  let before: number | null = null;
  return MILESTONES.map((name) => {
    const at = events.find((event) => event.name === name)?.at ?? null;
    // They may come from two clocks, of which one is behind.
    const afterMs = at === null || before === null ? null : Math.max(0, at - before);
    before = at ?? before;
    return { name, at, afterMs };
  });
}

export interface Conversion {
  readonly name: FunnelEventName;
  readonly count: number;
  /** Of those that signed up, in percent; null where nobody did. May be over 100: who signed up before the time began counts with what came after. */
  readonly ofAll: number | null;
  /** Of those that reached the milestone before, likewise. */
  readonly ofBefore: number | null;
}

/** How many of a time's sign-ups came how far. */
export function conversionOf(counts: Counts): Conversion[] {
  const countOf = (name: FunnelEventName) => counts[name] ?? 0;
  return MILESTONES.map((name, index) => {
    const count = countOf(name);
    const before = MILESTONES[index - 1];
    const ofBefore = before ? part(count, countOf(before)) : null;
    return { name, count, ofAll: part(count, countOf('signed_up')), ofBefore };
  });
}

const part = (count: number, of: number): number | null => (of > 0 ? (count / of) * 100 : null);

const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const COUNTED_DAYS = 30;

/** From when counts of the last 30 days are taken, at `now`: to the hour, so that asking again is the same question. */
export const countedSince = (now: number): number => Math.floor((now - COUNTED_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
