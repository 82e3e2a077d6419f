import type { RecordedDns } from '@prego/contracts';
import { isOwnComment } from './record-owner.ts';

/** A record as the zone has it, as far as it matters here. */
export interface ZoneRecord {
  readonly id: string;
  /** Whole and in small letters. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxied: boolean;
  readonly comment: string | null;
}

/** The one A record that a tenant is to have. */
export interface WantedRecord {
  readonly tenantId: string;
  readonly zoneId: string;
  readonly name: string;
  /** IPv4. */
  readonly content: string;
  readonly proxied: boolean;
}

export type RecordDecision =
  | { readonly kind: 'create' }
  /** It is ours and says something else. */
  | { readonly kind: 'update'; readonly record: ZoneRecord }
  /** It is ours and as wanted, but the control plane does not know that yet: the run that made it so died before it could tell. */
  | { readonly kind: 'adopt'; readonly record: ZoneRecord }
  | { readonly kind: 'unchanged'; readonly record: ZoneRecord }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly records: readonly ZoneRecord[] };

export type RefusalReason =
  /** Somebody else has the name. */
  | 'foreign'
  /** Ours is there, and others beside it: visitors would be spread over all of them. */
  | 'several'
  /** Ours is no A record any more: somebody has made something else of it. */
  | 'other_type'
  /** Ours is recorded in another zone. */
  | 'other_zone';

/**
 * Types that say where the visitors of a name end up. Any other (TXT, MX, CAA …) may stand beside a tenant's record.
 * NS hands the whole name to other nameservers.
 */
const STEERING = new Set(['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB', 'NS']);

export const isSteering = ({ type }: ZoneRecord): boolean => STEERING.has(type);

/**
 * What is to be done so that the tenant has its record. A record is ours by the id that the control plane has recorded, or, being an
 * A record under the tenant's own name, by its comment; no other is ever touched, whatever it says.
 *
 * @param found all records of the wanted name, and the recorded one wherever it stands
 */
export function decideRecord(
  found: readonly ZoneRecord[],
  recorded: RecordedDns | null,
  wanted: WantedRecord,
): RecordDecision {
  if (recorded !== null && recorded.zone_id !== wanted.zoneId) {
    return { kind: 'refuse', reason: 'other_zone', records: [] };
  }
  const here = found.filter((record) => record.name === wanted.name && isSteering(record));
  const own = found.find(({ id }) => id === recorded?.record_id) ?? here.find((record) => isMarkedOwn(record, wanted));
  const others = here.filter((record) => record !== own);
  if (own !== undefined && own.type !== 'A') return { kind: 'refuse', reason: 'other_type', records: [own] };
  if (others.length > 0) return { kind: 'refuse', reason: own === undefined ? 'foreign' : 'several', records: others };
  if (own === undefined) return { kind: 'create' };
  if (own.name !== wanted.name || own.content !== wanted.content || own.proxied !== wanted.proxied) {
    return { kind: 'update', record: own };
  }
  const known = recorded?.record_id === own.id && recorded.content === own.content;
  return { kind: known ? 'unchanged' : 'adopt', record: own };
}

export type DeletionDecision =
  | { readonly kind: 'gone' }
  | { readonly kind: 'delete'; readonly records: readonly ZoneRecord[] }
  /** It is recorded as ours, and somebody has changed where it leads. */
  | { readonly kind: 'refuse'; readonly record: ZoneRecord };

/**
 * Which records go with their tenant: the recorded one, if its content is still what was recorded, and any under the tenant's name
 * that a dead run has made and could not tell of.
 *
 * @param found as for `decideRecord`
 * @param tenant.name without it only the recorded one is known
 */
export function decideDeletion(
  found: readonly ZoneRecord[],
  recorded: RecordedDns | null,
  tenant: { readonly tenantId: string; readonly name?: string | undefined },
): DeletionDecision {
  const own = found.find(({ id }) => id === recorded?.record_id);
  if (own !== undefined && (own.type !== 'A' || own.content !== recorded?.content)) {
    return { kind: 'refuse', record: own };
  }
  const records = found.filter(
    (record) => record === own || (record.name === tenant.name && isMarkedOwn(record, tenant)),
  );
  return records.length === 0 ? { kind: 'gone' } : { kind: 'delete', records };
}

const isMarkedOwn = ({ type, comment }: ZoneRecord, { tenantId }: { readonly tenantId: string }): boolean =>
  type === 'A' && isOwnComment(comment, tenantId);
