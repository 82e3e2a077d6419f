import type { AuditPage, AuditQuery } from '@prego/contracts';
import { and, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../store/tables/story.ts';

/** A page of who did what, newest first. Throws `invalid_request` for a cursor that is none of ours. */
export async function readAudit({ db }: Deps, query: AuditQuery): Promise<AuditPage> {
  const rows = await db
    .select()
    .from(audit)
    .where(and(...filtersOf(query)))
    .orderBy(desc(audit.at), desc(audit.audit_id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit).map((row) => ({ ...row, data: JSON.parse(row.data) }));
  const last = items.at(-1);
  return { items, next_cursor: rows.length > query.limit && last ? `${last.at}.${last.audit_id}` : null };
}

function filtersOf({ cursor, since, tenant_id, job_id, node_id, actor, action }: AuditQuery): SQL[] {
  const filters: SQL[] = [];
  if (cursor !== undefined) filters.push(olderThan(cursor));
  if (tenant_id !== undefined) filters.push(eq(audit.tenant_id, tenant_id));
  if (job_id !== undefined) filters.push(eq(audit.job_id, job_id));
  if (node_id !== undefined) filters.push(eq(audit.node_id, node_id));
  if (actor !== undefined) filters.push(eq(audit.actor, actor));
  if (action !== undefined) filters.push(eq(audit.action, action));
  if (since !== undefined) filters.push(gte(audit.at, since));
  return filters;
}

/** What comes after the last row of the page before: its time, and its id among those of the same millisecond. */
function olderThan(cursor: string): SQL {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return sql`(${audit.at}, ${audit.audit_id}) < (${Number(at)}, ${Number(id)})`;
}
