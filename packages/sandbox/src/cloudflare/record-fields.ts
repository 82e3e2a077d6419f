import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { RECORD_TYPES, type RecordDocument, type RecordType, type ZoneDocument } from './cloudflare.ts';
import { CloudflareError, invalidRecord } from './errors.ts';
import { recordName, targetName } from './names.ts';

/** What a client says of a record; the rest of the document is ours. */
export type RecordFields = Pick<
  RecordDocument,
  'name' | 'type' | 'content' | 'priority' | 'proxied' | 'ttl' | 'comment' | 'settings'
>;

const Body = z.object({
  name: z.string(),
  type: z.string(),
  content: z.string(),
  ttl: z.number().default(1),
  priority: z.number().nullish(),
  proxied: z.boolean().nullish(),
  comment: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  settings: z
    .object({ flatten_cname: z.boolean(), ipv4_only: z.boolean(), ipv6_only: z.boolean() })
    .partial()
    .nullish()
    .transform((settings) => (settings ?? {}) as Record<string, boolean>),
});

const PROXIABLE = new Set<RecordType>(['A', 'AAAA', 'CNAME']);

export function isProxiable(type: RecordType): boolean {
  return PROXIABLE.has(type);
}

/** A record as its request describes it, in the vendor's normal form. Throws the vendor's refusals. */
export function parseRecord(body: unknown, zone: ZoneDocument): RecordFields {
  // The code is unconfirmed: no source shows what the vendor answers to a body that is not JSON.
  if (body === undefined) throw new CloudflareError(400, 6007, 'Malformed JSON in request body');
  const given = parseBody(body);
  const type = recordType(given.type);
  const proxied = given.proxied ?? false;
  if (proxied && !isProxiable(type)) throw new CloudflareError(400, 9004, 'This record type cannot be proxied.');
  const name = recordName(given.name, zone.name);
  if (name === undefined) throw invalidRecord(9000, 'DNS name is invalid.');
  refuseTags(given.tags?.length ?? 0);
  return {
    name,
    type,
    content: recordContent(type, given.content),
    priority: recordPriority(type, given.priority ?? null),
    proxied,
    ttl: recordTtl(given.ttl, proxied),
    comment: given.comment || null,
    settings: given.settings,
  };
}

function parseBody(body: unknown): z.infer<typeof Body> {
  const parsed = Body.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'body';
  const missing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  // Source of 9100: cloudflare/cloudflare-php#136; 9101 for a wrong type is unconfirmed.
  throw invalidRecord(missing ? 9100 : 9101, missing ? `${field} is a required field.` : `${field} is invalid.`);
}

function recordType(given: string): RecordType {
  const type = RECORD_TYPES.find((known) => known === given);
  if (type) return type;
  throw new CloudflareError(501, 501, `The sandbox does not keep ${given} records, only ${RECORD_TYPES.join(', ')}`);
}

/** Sources: 9005 timothymiller/cloudflare-ddns#230, 9006 wherelse/cloudflare-ddns-script#15, 9007 external-dns#2409; 9009 is unconfirmed. */
function recordContent(type: RecordType, content: string): string {
  if (type === 'A') {
    if (!isIPv4(content)) {
      throw new CloudflareError(400, 9005, 'Content for A record must be a valid IPv4 address.');
    }
    return content;
  }
  if (type === 'AAAA') {
    if (!isIPv6(content)) {
      throw new CloudflareError(400, 9006, 'Content for AAAA record must be a valid IPv6 address.');
    }
    return content.toLowerCase();
  }
  if (type === 'TXT') {
    if (content === '') throw invalidRecord(9100, 'content is a required field.');
    return content;
  }
  const target = targetName(content);
  if (target === undefined) {
    if (type === 'CNAME') throw invalidRecord(9007, 'Content for CNAME record is invalid.');
    throw invalidRecord(9009, 'Content for MX record is invalid.');
  }
  return target;
}

function recordPriority(type: RecordType, priority: number | null): number | null {
  if (type !== 'MX') return null;
  if (priority === null) throw invalidRecord(9100, 'priority is a required field.');
  if (!Number.isInteger(priority) || priority < 0 || priority > 65_535) {
    throw invalidRecord(9008, 'Invalid priority, priority must be set and be between 0 and 65535');
  }
  return priority;
}

/** A proxied record's ttl is always automatic. Source of 9021 and the bounds: timothymiller/cloudflare-ddns#179. */
function recordTtl(ttl: number, proxied: boolean): number {
  if (ttl !== 1 && !(Number.isInteger(ttl) && ttl >= 60 && ttl <= 86_400)) {
    throw invalidRecord(9021, 'TTL must be between 60 and 86400 seconds, or 1 for Automatic.');
  }
  return proxied ? 1 : ttl;
}

/** The sandbox's zones are on the Free plan, which allows none. Source: terraform-provider-cloudflare#3217. */
function refuseTags(count: number): void {
  if (count > 0) throw invalidRecord(9300, `DNS record has ${count} tags, exceeding the quota of 0.`);
}
