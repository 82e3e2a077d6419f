import { z } from 'zod';
import { StackName } from './ids.ts';
import { Millis, PageQuery } from './paging.ts';

export const DriftStatus = z.enum(['in_sync', 'drifted', 'failed']);
export type DriftStatus = z.infer<typeof DriftStatus>;

/** One resource that is not as the state says, or what kept the check from finding out. */
export const DriftChange = z.object({
  resource: z.string().max(500).describe("The resource's name in its stack, such as its node id."),
  type: z.string().max(200).optional(),
  change: z.string().max(500).describe('Such as `update`, `delete`, or the error of a check that failed.'),
  properties: z.array(z.string().max(200)).max(100).optional(),
});
export type DriftChange = z.infer<typeof DriftChange>;

/** Bytes of all changes of a stack as JSON: some 2,000 of the usual ones. A row of D1 holds 2 MB, and a page has many rows. */
const CHANGES_MAX_BYTES = 256 * 1024;

/** What a look at one stack found. It replaces what was known of that stack. */
export const DriftReport = z.object({
  stack: StackName,
  status: DriftStatus,
  changes: z
    .array(DriftChange)
    .max(1000)
    .refine(
      (changes) => new TextEncoder().encode(JSON.stringify(changes)).length <= CHANGES_MAX_BYTES,
      `all changes together have at most ${CHANGES_MAX_BYTES} bytes as JSON`,
    )
    .default([]),
  seen_at: Millis.describe('When the look began.'),
});
export type DriftReport = z.infer<typeof DriftReport>;

export const DriftQuery = PageQuery.extend({ status: DriftStatus.optional(), stack: StackName.optional() });
export type DriftQuery = z.infer<typeof DriftQuery>;
