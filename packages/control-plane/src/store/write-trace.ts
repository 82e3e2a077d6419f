import type { FunnelEventName, TraceStatus } from '@prego/contracts';
import { maskSecrets } from '../story/mask-secrets.ts';
import type { Db, Statement } from './db.ts';
import { funnelEvents, traceEvents } from './tables/story.ts';

export interface TraceEvent {
  readonly trace_id: string;
  readonly job_id: string;
  readonly attempt: number;
  readonly stage: string;
  readonly status: TraceStatus;
  readonly at: number;
  readonly recorded_at: number;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Writes one event of a job's story and answers it; one that is there already stays as it was, and nothing is answered.
 * What looks like a secret is masked.
 */
export function traceStatement(db: Db, { data, ...event }: TraceEvent): Statement {
  return db
    .insert(traceEvents)
    .values({ ...event, data: JSON.stringify(maskSecrets(data ?? {})) })
    .onConflictDoNothing()
    .returning({ event_id: traceEvents.event_id });
}

/** Writes a milestone; the first time counts. */
export function funnelStatement(
  db: Db,
  event: { trace_id: string; name: FunnelEventName; tenant_id: string | null; at: number },
): Statement {
  return db.insert(funnelEvents).values(event).onConflictDoNothing();
}
