import type { TenantStatus } from '@prego/contracts';
import { oneOf, textOf } from '../../plain-search.ts';
import { TIMELINE_KINDS, type TimelineKind } from '../../timeline/timeline-row.ts';

export const TENANT_STATUSES = [
  'provisioning',
  'active',
  'returning',
  'returned',
  'failed',
] as const satisfies readonly TenantStatus[];

/** What the address of the page says. Without `tenant_id` it is the directory. */
export interface TenantSearch {
  tenant_id?: string;
  /** The beginning of an id, slug or host name. */
  q?: string;
  status?: TenantStatus;
  /** Kinds of rows of the timeline, separated by commas; absent: all. */
  show?: string;
  /** Newest first where it is absent. */
  order?: 'oldest';
  /** By job attempt where it is absent. */
  group?: 'day';
  /** The form to enqueue is open. */
  enqueue?: 'open';
}

export function tenantSearch(raw: Record<string, unknown>): TenantSearch {
  const search: TenantSearch = {};
  const tenant_id = textOf(raw.tenant_id);
  if (tenant_id) search.tenant_id = tenant_id;
  const q = textOf(raw.q);
  if (q) search.q = q;
  const status = oneOf(TENANT_STATUSES, raw.status);
  if (status) search.status = status;
  const show = showOf(kindsOf(textOf(raw.show)));
  if (show) search.show = show;
  if (raw.order === 'oldest') search.order = 'oldest';
  if (raw.group === 'day') search.group = 'day';
  if (raw.enqueue === 'open') search.enqueue = 'open';
  return search;
}

/** The kinds that `show` names, in our order; all of them where it names none that is known. */
export function kindsOf(show: string | undefined): readonly TimelineKind[] {
  const named = show?.split(',').map((kind) => kind.trim()) ?? [];
  const kinds = TIMELINE_KINDS.filter((kind) => named.includes(kind));
  return kinds.length > 0 ? kinds : TIMELINE_KINDS;
}

/** `show` for these kinds: undefined for all of them, and for none, which would be an empty page. */
export function showOf(kinds: readonly TimelineKind[]): string | undefined {
  const known = TIMELINE_KINDS.filter((kind) => kinds.includes(kind));
  return known.length === 0 || known.length === TIMELINE_KINDS.length ? undefined : known.join(',');
}

/** `show` after a press on one kind: from all, it alone; else it is added or taken away. */
export function toggledShow(show: string | undefined, kind: TimelineKind): string | undefined {
  if (show === undefined) return showOf([kind]);
  const kinds = kindsOf(show);
  return showOf(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
}
