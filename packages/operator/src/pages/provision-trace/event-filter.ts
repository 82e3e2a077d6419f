import type { TraceEventRow } from '@prego/contracts';
import { isUiStage } from './story.ts';
import type { EventShow } from './trace-search.ts';

export interface EventFilter {
  /** Null: of every attempt. */
  readonly attempt: number | null;
  readonly show: EventShow | undefined;
  /** Words that all have to stand in the event, whatever their letters' size. */
  readonly q: string;
}

/** The events that fit, in the order in which they came in. */
export function filterEvents(events: readonly TraceEventRow[], { attempt, show, q }: EventFilter): TraceEventRow[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter(
    (event) => (attempt === null || event.attempt === attempt) && isShown(event, show) && hasAll(event, words),
  );
}

function isShown({ stage, status }: TraceEventRow, show: EventShow | undefined): boolean {
  if (show === 'failed') return status === 'failed';
  return show === undefined || isUiStage(stage) === (show === 'steps');
}

function hasAll({ stage, status, data }: TraceEventRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = `${stage} ${status} ${JSON.stringify(data)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
