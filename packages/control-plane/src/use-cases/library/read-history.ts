import type { LibraryEvent, LibraryHistoryPage, LibraryHistoryQuery } from '@prego/contracts';
import { ApiError } from '../../api-error.ts';
import type { Deps } from '../../deps.ts';
import { templateNameOf } from '../../store/library.ts';
import { type AfterEvent, eventById, eventsQuery, type ShownEvent } from '../../store/library-events.ts';
import { logGone, logKeptUntil, readLog } from '../read-log.ts';

/** A page of what has happened, newest first. Throws `invalid_request` for a cursor that is none of ours. */
export async function readHistory(
  { db, now }: Deps,
  { cursor, limit, ...filters }: LibraryHistoryQuery,
): Promise<LibraryHistoryPage> {
  const behind = cursor === undefined ? undefined : placeOf(cursor);
  const rows = await eventsQuery(db, filters, behind, limit + 1);
  const items = rows.slice(0, limit).map((row) => eventOf(row, now));
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last ? `${last.at}.${last.event_id}` : null };
}

function placeOf(cursor: string): AfterEvent {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (!at || !id) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return { at: Number(at), event_id: Number(id) };
}

function eventOf(row: ShownEvent, now: number): LibraryEvent {
  const { event_id, kind, at, provisioning_id, name, template, actor, job_id, attempt } = row;
  const { error_code, error_message } = row;
  return {
    ...{ event_id, kind, at, provisioning_id, name, template, template_name: templateNameOf(row), by: actor },
    ...{ job_id, attempt, log_kept_until: keptUntil(row), log: logOf(row, now), error_code, error_message },
  };
}

const keptUntil = ({ at }: ShownEvent): number => logKeptUntil(at);

const logOf = (row: ShownEvent, now: number): LibraryEvent['log'] =>
  isOfRun(row) ? (now < keptUntil(row) ? 'kept' : 'gone') : 'none';

/** Whether a run has begun that the event is of. What takes a provisioning off the list is no run. */
const isOfRun = ({ kind, claimed }: ShownEvent): boolean => kind !== 'status_deleted' && claimed === 1;

/**
 * The log of the run that an event is of, as far as it has come, and a name for it as a file. Throws `not_found`, at any
 * time also of an event without a run, and `log_gone` from 15 days after the event on.
 */
export async function readEventLog(
  deps: Deps,
  eventId: number,
): Promise<{ body: ReadableStream<Uint8Array>; filename: string }> {
  const [row] = await eventById(deps.db, eventId);
  if (!row) throw new ApiError('not_found', `There is no event ${eventId}.`);
  if (!isOfRun(row))
    throw new ApiError('not_found', `Event ${eventId} (${row.kind}) is of no run: nothing was logged.`);
  if (deps.now >= keptUntil(row)) throw logGone(`event ${eventId}`, keptUntil(row));
  const { job_id, attempt } = row;
  const { body } = await readLog(deps, { kind: 'operator' }, { job_id, attempt, after: -1 });
  return { body, filename: `${job_id}-attempt-${attempt}.log` };
}
