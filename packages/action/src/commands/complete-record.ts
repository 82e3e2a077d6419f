import type { RecordedDns } from '@prego/contracts';
import type { TenantZone } from '../cloudflare/access.ts';
import type { ZoneRecord } from '../cloudflare/decide-record.ts';
import type { Patience } from '../cloudflare/patience.ts';
import { shown } from '../cloudflare/record-refusals.ts';
import { ActionError } from '../errors.ts';

/** What a tenant's record has to say. */
export interface ExpectedRecord {
  readonly name: string;
  /** The host's address; undefined where only the recorded content is known. */
  readonly content?: string | undefined;
  readonly proxied?: boolean | undefined;
}

/**
 * The tenant's record, verified through Cloudflare's API: it is there by the id that the control plane has, says what it should, and
 * nothing else leads the name's visitors elsewhere. Throws `check_failed` if not, also where Cloudflare can't be asked; `cancelled`.
 */
export async function verifiedRecord(
  { access }: TenantZone,
  recorded: RecordedDns | null,
  expected: ExpectedRecord,
  patience: Patience,
): Promise<ZoneRecord> {
  const { name } = expected;
  if (recorded === null) throw wrong(`No record is known for ${name}, although there is a zone for it.`);
  const { readTenantRecord } = await import('../cloudflare/tenant-record.ts');
  const { record, others } = await readTenantRecord(access, recorded, name, patience).catch((error: unknown) => {
    throw error instanceof ActionError && error.code === 'dns_failed' ? notLookedAt(name, error) : error;
  });
  if (record === undefined) throw wrong(`The record ${recorded.record_id} of ${name} is gone.`);
  const faults = faultsOf(record, recorded, expected);
  if (faults.length > 0)
    throw wrong(`The record ${recorded.record_id} of ${name} is not as it should be: ${faults.join(', ')}.`);
  if (others.length > 0) throw beside(name, others);
  return record;
}

/** What a record says that it should not, each as "field is …, not …". */
export function faultsOf(record: ZoneRecord, recorded: RecordedDns, expected: ExpectedRecord): string[] {
  const fields = [
    ['type', record.type, 'A'],
    ['name', record.name, expected.name],
    ['content', record.content, expected.content ?? recorded.content],
    ['proxied', record.proxied, expected.proxied ?? record.proxied],
  ] as const;
  return fields
    .filter(([, is, should]) => is !== should)
    .map(([field, is, should]) => `${field} is ${is}, not ${should}`);
}

const wrong = (message: string): ActionError =>
  new ActionError(
    'check_failed',
    message,
    'Retry the job: its DNS step sets the record right, as long as the record is ours.',
  );

const beside = (name: string, others: readonly ZoneRecord[]): ActionError =>
  new ActionError(
    'check_failed',
    `The address ${name} has other records beside the tenant's own: ${others.map(shown).join(', ')}.`,
    "Delete those at Cloudflare: the tenant's visitors would be spread over all of them. Then retry the job.",
  );

/** All is done but the check: the retry finds it so, and is over as soon as Cloudflare answers. */
const notLookedAt = (name: string, cause: ActionError): ActionError =>
  new ActionError('check_failed', `The record of ${name} could not be verified. ${cause.message}`, cause.remedy, {
    ...(cause.detail !== undefined && { detail: cause.detail }),
    cause,
  });
