import { type FunnelAnswer, FunnelEventName, type FunnelQuery } from '@prego/contracts';
import { and, count, eq, gte, lt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Db } from '../store/db.ts';
import { funnelEvents } from '../store/tables/story.ts';

const ORDER = FunnelEventName.options;

/** A trace's milestones, none for a trace that has none; and the counts of a time, where one is given. */
export async function readFunnel({ db, now }: Deps, query: FunnelQuery): Promise<FunnelAnswer> {
  const { trace_id, since, until = now } = query;
  return {
    funnel_events: trace_id === undefined ? [] : await ofTrace(db, trace_id),
    counts: since === undefined ? null : await countsOf(db, since, until),
  };
}

async function ofTrace(db: Db, traceId: string) {
  const rows = await db.select().from(funnelEvents).where(eq(funnelEvents.trace_id, traceId));
  return rows.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}

async function countsOf(db: Db, since: number, until: number) {
  const rows = await db
    .select({ name: funnelEvents.name, traces: count() })
    .from(funnelEvents)
    .where(and(gte(funnelEvents.at, since), lt(funnelEvents.at, until)))
    .groupBy(funnelEvents.name);
  const known = new Map(rows.map(({ name, traces }) => [name, traces]));
  return Object.fromEntries(ORDER.map((name) => [name, known.get(name) ?? 0])) as Record<FunnelEventName, number>;
}
