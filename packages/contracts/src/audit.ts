import { z } from 'zod';
import { JobId, NodeId, TenantId } from './ids.ts';
import { Millis, PageQuery, page } from './paging.ts';

/** Every filter narrows; without one it is the whole audit, newest first. */
export const AuditQuery = PageQuery.extend({
  tenant_id: TenantId.optional(),
  job_id: JobId.optional(),
  node_id: NodeId.optional(),
  actor: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('As the rows name it, such as `operator` or `attempt job_…/1`.'),
  action: z.string().min(1).max(64).optional().describe('Such as `job.cancelled`.'),
  since: z.coerce.number().pipe(Millis).optional().describe('What was done from then on (ms since 1970).'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditEntry = z.object({
  audit_id: z.int(),
  at: Millis,
  actor: z.string(),
  action: z.string(),
  tenant_id: z.string().nullable(),
  job_id: z.string().nullable(),
  node_id: z.string().nullable(),
  request_id: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});

export const AuditPage = page(AuditEntry);
export type AuditPage = z.infer<typeof AuditPage>;
