import { z } from 'zod';
import { Millis } from './paging.ts';

/** Whether jobs are sent to GitHub now, and if not, why. */
export const DispatchState = z.object({
  paused: z.boolean(),
  /** Why it is paused; null while it is not. */
  reason: z.string().nullable(),
  /** Who paused or resumed it last, as the audit log names them. */
  changed_by: z.string().nullable(),
  changed_at: Millis.nullable(),
  /** GitHub asked us to wait until then; null when it did not. */
  limited_until: Millis.nullable(),
  /** Attempts that are to be sent, or whose outcome is being looked up. */
  queued: z.int().describe('Attempts on the list of what is to be sent.'),
  /** Attempts that were tried too often; each belongs to a failed job. */
  dead: z.int(),
  /** When the oldest attempt of the list was due. */
  oldest_due_at: Millis.nullable(),
  jobs: z
    .object({
      active: z.int().describe('Jobs that are queued, waiting, dispatching, dispatched or running.'),
      failed_24h: z.int().describe('Jobs that failed in the last 24 hours and were not retried since.'),
    })
    .describe('What an operator is to see at a glance.'),
});
export type DispatchState = z.infer<typeof DispatchState>;

export const SetDispatchRequest = z
  .object({
    paused: z.boolean(),
    reason: z.string().trim().min(1).max(300).optional().describe('Shown in the console. Needed to pause.'),
  })
  .refine(({ paused, reason }) => !paused || reason !== undefined, {
    path: ['reason'],
    message: 'say why dispatching is paused: the console shows it',
  });
export type SetDispatchRequest = z.infer<typeof SetDispatchRequest>;
