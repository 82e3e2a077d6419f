import type { Call, Reply } from '../core/http.ts';
import { type Cloudflare, isoMicroseconds, type RecordDocument, type ZoneDocument } from './cloudflare.ts';
import { CloudflareError, success } from './errors.ts';
import { isProxiable, parseRecord, type RecordFields } from './record-fields.ts';
import { pathZone } from './zones.ts';

export function createRecord(cloudflare: Cloudflare, call: Call): Reply {
  const zone = pathZone(cloudflare, call);
  const fields = parseRecord(call.body, zone);
  refuseConflict(cloudflare, call.project.id, zone, fields);
  const record = cloudflare.records.put(call.project.id, {
    id: cloudflare.core.randomHex(16),
    zone: zone.id,
    ...fields,
    createdAt: call.now,
    modifiedAt: call.now,
    commentModifiedAt: fields.comment === null ? null : call.now,
  });
  return success(showRecord(record));
}

export function getRecord(cloudflare: Cloudflare, call: Call): Reply {
  return success(showRecord(pathRecord(cloudflare, call, pathZone(cloudflare, call))));
}

/** PUT: what the request leaves out falls back to its default. */
export function overwriteRecord(cloudflare: Cloudflare, call: Call): Reply {
  const zone = pathZone(cloudflare, call);
  const record = pathRecord(cloudflare, call, zone);
  return success(showRecord(change(cloudflare, call, zone, record, parseRecord(call.body, zone))));
}

/** PATCH: what the request leaves out stays as it is. */
export function editRecord(cloudflare: Cloudflare, call: Call): Reply {
  const zone = pathZone(cloudflare, call);
  const record = pathRecord(cloudflare, call, zone);
  const { name, type, content, priority, proxied, ttl, comment, settings } = record;
  const current = { name, type, content, priority, proxied, ttl, comment, settings };
  const merged = isObject(call.body) ? { ...current, ...call.body } : call.body;
  return success(showRecord(change(cloudflare, call, zone, record, parseRecord(merged, zone))));
}

export function deleteRecord(cloudflare: Cloudflare, call: Call): Reply {
  const record = pathRecord(cloudflare, call, pathZone(cloudflare, call));
  cloudflare.records.delete(call.project.id, record.id);
  return success({ id: record.id });
}

/** The record as the API shows it. */
export function showRecord(record: RecordDocument): Record<string, unknown> {
  return {
    id: record.id,
    name: record.name,
    type: record.type,
    content: record.content,
    ...(record.priority === null ? {} : { priority: record.priority }),
    proxiable: isProxiable(record.type),
    proxied: record.proxied,
    ttl: record.ttl,
    settings: record.settings,
    meta: {},
    comment: record.comment,
    tags: [],
    created_on: isoMicroseconds(record.createdAt),
    modified_on: isoMicroseconds(record.modifiedAt),
    ...(record.commentModifiedAt === null ? {} : { comment_modified_on: isoMicroseconds(record.commentModifiedAt) }),
  };
}

function change(
  cloudflare: Cloudflare,
  call: Call,
  zone: ZoneDocument,
  record: RecordDocument,
  fields: RecordFields,
): RecordDocument {
  refuseConflict(cloudflare, call.project.id, zone, fields, record.id);
  const commentChanged = fields.comment !== record.comment;
  return cloudflare.records.put(call.project.id, {
    ...record,
    ...fields,
    modifiedAt: call.now,
    commentModifiedAt: fields.comment === null ? null : commentChanged ? call.now : record.commentModifiedAt,
  });
}

function pathRecord(cloudflare: Cloudflare, call: Call, zone: ZoneDocument): RecordDocument {
  const record = cloudflare.records.get(call.project.id, call.params.recordId ?? '');
  if (record?.zone === zone.id) return record;
  throw new CloudflareError(404, 81044, 'Record does not exist.');
}

/**
 * Which records may share a name. Sources: 81053 terraform-provider-cloudflare#1247 (also for a second CNAME of the
 * same content: cisagov/manage.get.gov#4946), 81054 ddns-go#1557, 81058 ddns-go#1378, 81057 NewFuture/DDNS#21.
 * That 81057 is for the same content with other settings is our reading: the vendor documents neither.
 */
function refuseConflict(
  cloudflare: Cloudflare,
  project: number,
  zone: ZoneDocument,
  fields: RecordFields,
  self?: string,
): void {
  const others = cloudflare.records
    .listByName(project, fields.name)
    .filter((other) => other.zone === zone.id && other.id !== self);
  if (fields.type === 'CNAME' && others.some((other) => isProxiable(other.type))) {
    throw new CloudflareError(400, 81053, `An A, AAAA, or CNAME record with that host already exists. ${SAME_NAME}`);
  }
  if (isProxiable(fields.type) && others.some((other) => other.type === 'CNAME')) {
    throw new CloudflareError(400, 81054, `A CNAME record with that host already exists. ${SAME_NAME}`);
  }
  const twin = others.find((other) => other.type === fields.type && other.content === fields.content);
  if (!twin) return;
  const identical = twin.ttl === fields.ttl && twin.proxied === fields.proxied && twin.priority === fields.priority;
  throw identical
    ? new CloudflareError(400, 81058, 'An identical record already exists.')
    : new CloudflareError(400, 81057, 'The record already exists.');
}

const SAME_NAME =
  'For more details, refer to <https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/records-with-same-name/>.';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
