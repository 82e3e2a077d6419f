import { type TenantQuery, TenantSummary } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { newestTenants, tenantsByHostnamePrefix, tenantsByIdPrefix } from '../store/tenants.ts';

interface TenantPage {
  readonly items: TenantSummary[];
  readonly next_cursor: string | null;
}

/** A page of the directory. Throws `invalid_request` for a cursor that is none of ours. */
export async function searchTenants(deps: Deps, query: TenantQuery): Promise<TenantPage> {
  return query.q === undefined ? await newest(deps, query) : await beginningWith(deps, query, query.q);
}

async function newest({ db }: Deps, { cursor, limit, status }: TenantQuery): Promise<TenantPage> {
  const [, at, tenant_id] = cursor === undefined ? [] : partsOf(cursor, /^n\.(\d{1,15})\.([A-Za-z0-9_-]{1,63})$/);
  const after = at && tenant_id ? { at: Number(at), tenant_id } : undefined;
  const rows = await newestTenants(db, status, after, limit + 1);
  return pageOf(rows, limit, ({ created_at, tenant_id }) => `n.${created_at}.${tenant_id}`);
}

/** First whose id begins so, by id; then whose host name does, by host name. Each part is read from an index of its own. */
async function beginningWith({ db }: Deps, { cursor, limit, status }: TenantQuery, q: string): Promise<TenantPage> {
  const hostname = q.toLowerCase();
  const [, part, id, host] =
    cursor === undefined ? [] : partsOf(cursor, /^(i|h)\.([A-Za-z0-9_-]{1,63})\.([a-z0-9.-]{0,253})$/);
  const byId = part === 'h' ? [] : await tenantsByIdPrefix(db, q, status, part === 'i' ? id : undefined, limit + 1);
  const after = part === 'h' && id !== undefined && host ? { hostname: host, tenant_id: id } : undefined;
  const missing = limit + 1 - byId.length;
  const byHost = missing > 0 ? await tenantsByHostnamePrefix(db, { hostname, notId: q }, status, after, missing) : [];
  return pageOf([...byId, ...byHost], limit, (last, index) =>
    index < byId.length ? `i.${last.tenant_id}.` : `h.${last.tenant_id}.${last.canonical_hostname}`,
  );
}

function partsOf(cursor: string, form: RegExp): RegExpExecArray {
  const parts = form.exec(cursor);
  if (!parts) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return parts;
}

function pageOf(rows: TenantsRow[], limit: number, cursorOf: (last: TenantsRow, index: number) => string): TenantPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => TenantSummary.parse(row)),
    next_cursor: rows.length > limit && last ? cursorOf(last, shown.length - 1) : null,
  };
}
