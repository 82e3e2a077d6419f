import type { RecordedDns } from '@prego/contracts';
import { ActionError } from '../errors.ts';
import type { RecordDecision, RefusalReason, WantedRecord, ZoneRecord } from './decide-record.ts';
import { ownerMark } from './record-owner.ts';

type Refusal = Extract<RecordDecision, { kind: 'refuse' }>;

/** Why a tenant's record is not made, in a user's words: `dns_taken`, or `dns_failed` for another zone's. */
export function taken(refusal: Refusal, recorded: RecordedDns | null, wanted: WantedRecord): ActionError {
  const there = refusal.records.map(shown).join(', ');
  const { name, tenantId } = wanted;
  const told: Record<RefusalReason, () => ActionError> = {
    foreign: () =>
      new ActionError(
        'dns_taken',
        `The address ${name} is taken by a record that is not ours: ${there}. Nothing was changed.`,
        `Delete that record at Cloudflare, or give it as an A record the comment "${ownerMark(tenantId)}" to hand it over; then run the job again.`,
      ),
    several: () =>
      new ActionError(
        'dns_taken',
        `The address ${name} has other records beside the tenant's own: ${there}. Nothing was changed.`,
        "Delete those at Cloudflare: the tenant's visitors would be spread over all of them. Then run the job again.",
      ),
    other_type: () =>
      new ActionError(
        'dns_taken',
        `The tenant's own record was made into something else: ${there}. Nothing was changed.`,
        'Delete that record at Cloudflare, or make it an A record again; then run the job again.',
      ),
    other_zone: () =>
      new ActionError(
        'dns_failed',
        `The tenant's record ${recorded?.record_id} is in the zone ${recorded?.zone_id}, and not in ${wanted.zoneId}. Nothing was changed.`,
        "Set cloudflare_zone_id to the record's zone. If the domain has moved: delete the old record, report `dns: null` in a callback of the job with the operator key, and run the job again.",
      ),
  };
  return told[refusal.reason]();
}

/** Why a record is not deleted: it leads where nobody told us that it should. */
export const changedByOthers = (record: ZoneRecord, recorded: RecordedDns | null): ActionError =>
  new ActionError(
    'dns_taken',
    `The record ${shown(record)} leads no longer to ${recorded?.content}, as we recorded it. It was not deleted.`,
    'If nothing needs it, delete it at Cloudflare; else set it back. Then run the job again.',
  );

export const outsideZone = ({ name, zoneId }: WantedRecord, domain: string): ActionError =>
  new ActionError(
    'dns_failed',
    `The address ${name} does not lie in the zone ${domain} (${zoneId}). Nothing was changed.`,
    "Set cloudflare_zone_id to the zone of the control plane's base domain.",
  );

/** Something was asked for without an answer, and then not even a look was possible. */
export const notFoundOut = (doing: string, lost: Error, cause: Error): ActionError =>
  new ActionError(
    'dns_unknown',
    `Cloudflare was asked to ${doing}, and it can't be found out whether it did: ${lost.message}.`,
    'Run the job again once Cloudflare answers (cloudflarestatus.com): it looks first, and knows a record of its own by its comment.',
    { detail: cause.message, cause },
  );

/** Asked several times, and a look after each shows that it was not done. */
export const neverDone = (doing: string, cause: Error): ActionError =>
  new ActionError(
    'dns_failed',
    `Cloudflare was asked to ${doing} several times, and has not done it: ${cause.message}.`,
    'Run the job again once Cloudflare takes changes (cloudflarestatus.com).',
    { cause },
  );

/** A record in a sentence. */
export const shown = ({ type, name, content, id }: ZoneRecord): string => `${type} ${name} → ${content} (${id})`;
