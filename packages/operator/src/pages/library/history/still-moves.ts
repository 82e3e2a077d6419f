import type { LibraryEvent, LibraryEventKind } from '@prego/contracts';

const BEGINS: readonly LibraryEventKind[] = ['provisioning_executed', 'return_executed'];
const ENDS: readonly LibraryEventKind[] = [
  'provisioning_failed',
  'provisioning_completed',
  'return_failed',
  'return_completed',
];

/** No run goes on for longer (ms): GitHub ends a job after six hours, and the sweep settles it soon after. */
const LONGEST_MS = 7 * 3_600_000;

/** Whether the next event can be expected soon: an attempt has begun lately, and no end of it is among the events. */
export function stillMoves(
  events: readonly Pick<LibraryEvent, 'kind' | 'job_id' | 'attempt' | 'at'>[],
  now: number,
): boolean {
  const ended = new Set(events.filter(({ kind }) => ENDS.includes(kind)).map(attemptOf));
  return events.some(
    (event) => BEGINS.includes(event.kind) && now - event.at < LONGEST_MS && !ended.has(attemptOf(event)),
  );
}

const attemptOf = ({ job_id, attempt }: Pick<LibraryEvent, 'job_id' | 'attempt'>): string => `${job_id} ${attempt}`;
