import type { RecordedDns } from '@prego/contracts';
import type { CloudflareAccess } from './access.ts';
import { decideDeletion, decideRecord, isSteering, type WantedRecord, type ZoneRecord } from './decide-record.ts';
import { DnsZone } from './dns-zone.ts';
import type { Patience } from './patience.ts';
import { changedByOthers, outsideZone, taken } from './record-refusals.ts';
import { type Look, settle } from './settle.ts';

export interface EnsuredRecord {
  /** `adopted`: it was as wanted, and the control plane did not know. */
  readonly outcome: 'created' | 'updated' | 'adopted' | 'unchanged';
  /** What the control plane is to know of it. */
  readonly recorded: RecordedDns;
}

/**
 * Makes the tenant's record be as wanted, if the name is free or the record ours. The same call again changes nothing.
 * Throws `dns_taken` (somebody else's), `dns_failed` (refused, or Cloudflare can't be asked), `dns_unknown` (something was asked
 * for, and it can't be found out what became of it) and `cancelled`.
 */
export async function ensureTenantRecord(
  access: CloudflareAccess,
  wanted: WantedRecord,
  known: { readonly recorded: RecordedDns | null; readonly jobId: string },
  patience: Patience,
): Promise<EnsuredRecord> {
  const zone = new DnsZone(access, wanted.zoneId, patience);
  const domain = await zone.name();
  if (wanted.name !== domain && !wanted.name.endsWith(`.${domain}`)) throw outsideZone(wanted, domain);

  const { recorded, jobId } = known;
  const recordId = recorded?.zone_id === wanted.zoneId ? recorded.record_id : undefined;
  const ensured = (outcome: EnsuredRecord['outcome'], { id, content }: ZoneRecord): EnsuredRecord => ({
    outcome,
    recorded: { zone_id: wanted.zoneId, record_id: id, content },
  });
  // What this call has asked for: found done later, it was this call that did it.
  let asked: 'created' | 'updated' | undefined;
  const look = async (): Promise<Look<EnsuredRecord>> => {
    const decision = decideRecord(await recordsOf(zone, wanted.name, recordId), recorded, wanted);
    switch (decision.kind) {
      case 'refuse':
        throw taken(decision, recorded, wanted);
      case 'unchanged':
        return { settled: ensured(asked ?? 'unchanged', decision.record) };
      case 'adopt':
        return { settled: ensured(asked ?? 'adopted', decision.record) };
      case 'create':
        asked = 'created';
        return { act: async () => ensured('created', await zone.create(wanted, jobId)) };
      case 'update':
        asked = 'updated';
        return { act: async () => ensured('updated', await zone.update(decision.record.id, wanted, jobId)) };
    }
  };
  return await settle(`make the record ${wanted.name}`, patience, look);
}

/**
 * Deletes what is recorded as the tenant's record, if it still leads where it was recorded to; and what a dead run made for the
 * tenant and could not tell of. Throws `dns_taken` where somebody has changed the record since, else as `ensureTenantRecord`.
 * It does not tell the control plane.
 *
 * @param tenant.zoneId where to look when nothing is recorded. Without it and `name` only what is recorded is looked for
 */
export async function deleteTenantRecord(
  access: CloudflareAccess,
  tenant: { readonly tenantId: string; readonly name?: string | undefined; readonly zoneId?: string | undefined },
  recorded: RecordedDns | null,
  patience: Patience,
): Promise<'deleted' | 'gone'> {
  const zoneId = recorded?.zone_id ?? tenant.zoneId;
  if (zoneId === undefined) return 'gone';
  const zone = new DnsZone(access, zoneId, patience);
  let asked = false;
  const look = async (): Promise<Look<'deleted' | 'gone'>> => {
    const found = await recordsOf(zone, tenant.name, recorded?.record_id);
    const decision = decideDeletion(found, recorded, tenant);
    if (decision.kind === 'refuse') throw changedByOthers(decision.record, recorded);
    if (decision.kind === 'gone') return { settled: asked ? 'deleted' : 'gone' };
    asked = true;
    return {
      act: async () => {
        for (const record of decision.records) await zone.remove(record);
        return 'deleted';
      },
    };
  };
  return await settle(`delete the record ${tenant.name ?? recorded?.record_id}`, patience, look);
}

/**
 * The recorded record as its zone now has it, undefined when it is gone; and whatever else says where the visitors of `name` end up.
 * Throws `dns_failed` and `cancelled`.
 */
export async function readTenantRecord(
  access: CloudflareAccess,
  recorded: RecordedDns,
  name: string,
  patience: Patience,
): Promise<{ readonly record: ZoneRecord | undefined; readonly others: readonly ZoneRecord[] }> {
  const found = await recordsOf(new DnsZone(access, recorded.zone_id, patience), name, recorded.record_id);
  const record = found.find(({ id }) => id === recorded.record_id);
  return { record, others: found.filter((each) => each !== record && isSteering(each)) };
}

async function recordsOf(zone: DnsZone, name: string | undefined, recordId: string | undefined): Promise<ZoneRecord[]> {
  const named = name === undefined ? [] : await zone.named(name);
  if (recordId === undefined || named.some(({ id }) => id === recordId)) return named;
  const elsewhere = await zone.byId(recordId);
  return elsewhere === undefined ? named : [...named, elsewhere];
}
