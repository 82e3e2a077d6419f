import { z } from 'zod';
import { JobId } from './ids.ts';
import { TemplateId } from './library-manifest.ts';
import { ProvisioningId } from './library-provisionings.ts';
import { Text } from './library-text.ts';
import { Millis, PageQuery, page } from './paging.ts';

/** The library's API: what has happened in it. */

export const LibraryEventKind = z.enum([
  'provisioning_executed',
  'provisioning_failed',
  'provisioning_completed',
  'return_executed',
  'return_failed',
  'return_completed',
  'status_deleted',
]);
export type LibraryEventKind = z.infer<typeof LibraryEventKind>;

export const LibraryEvent = z.object({
  event_id: z.int(),
  kind: LibraryEventKind,
  at: Millis,
  provisioning_id: ProvisioningId,
  name: z.string(),
  template: TemplateId,
  template_name: Text,
  by: z.string().describe('Who asked for it, or cancelled it: the operator key by its name.'),
  job_id: JobId,
  attempt: z.int(),
  log_kept_until: Millis.describe(
    'Until then the log, if there is one, is shown; then it is answered `log_gone`, and removed within two days.',
  ),
  log: z
    .enum(['kept', 'gone', 'none'])
    .describe('`none`: no run has begun that could have written one, or what has happened is no run.'),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});
export type LibraryEvent = z.infer<typeof LibraryEvent>;

export const LibraryHistoryQuery = PageQuery.extend({
  kind: LibraryEventKind.optional(),
  template: TemplateId.optional(),
  provisioning_id: ProvisioningId.optional(),
  by: z.string().max(100).optional(),
  q: z.string().max(100).normalize('NFC').optional().describe("Part of a provisioning's name."),
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(0).optional(),
});
export type LibraryHistoryQuery = z.infer<typeof LibraryHistoryQuery>;
export const LibraryHistoryPage = page(LibraryEvent);
export type LibraryHistoryPage = z.infer<typeof LibraryHistoryPage>;
