import { z } from 'zod';
import { FunnelEventName } from './enums.ts';
import { TraceId } from './ids.ts';
import { Millis } from './paging.ts';

/** A tenant's milestones by its trace, or how many tenants reached each in a time; both may be asked at once. */
export const FunnelQuery = z
  .object({
    trace_id: TraceId.optional(),
    since: z.coerce.number().pipe(Millis).optional().describe('Counts from then on (ms since 1970).'),
    until: z.coerce.number().pipe(Millis).optional().describe('Counts before then; now where it is not given.'),
  })
  .refine(({ trace_id, since }) => trace_id !== undefined || since !== undefined, 'give trace_id or since');
export type FunnelQuery = z.infer<typeof FunnelQuery>;

export const FunnelEvent = z.object({
  trace_id: TraceId,
  name: FunnelEventName,
  tenant_id: z.string().nullable(),
  at: Millis.describe('When it was reached first.'),
});

export const FunnelAnswer = z.object({
  funnel_events: z.array(FunnelEvent).describe('Those of the trace that was asked for, in the order of the funnel.'),
  counts: z
    .record(FunnelEventName, z.int())
    .nullable()
    .describe('Traces that reached each milestone in the time that was asked for.'),
});
export type FunnelAnswer = z.infer<typeof FunnelAnswer>;
