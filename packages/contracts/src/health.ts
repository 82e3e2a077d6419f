import { z } from 'zod';
import { Millis } from './paging.ts';

/** `GET /healthz`. */
export const Health = z.strictObject({
  status: z.literal('ok'),
  schema_version: z.string().nullable().describe('The last migration that was applied, by its file.'),
  queue_age_s: z
    .number()
    .nullable()
    .describe('For how long the oldest dispatch that is due has waited, in seconds; null if none is due.'),
  last_sweep_at: Millis.nullable().describe('When the cron sweep last ended; null before the first.'),
  dispatch_paused: z.boolean(),
});
export type Health = z.infer<typeof Health>;
