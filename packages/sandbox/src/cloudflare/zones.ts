import type { Call, Reply } from '../core/http.ts';
import { type Cloudflare, derivedId, isoMicroseconds, type ZoneDocument } from './cloudflare.ts';
import { CloudflareError, success } from './errors.ts';
import { pageReply } from './paging.ts';

/** Bounds and default of `per_page`: Cloudflare API reference, "List Zones". */
const PER_PAGE = { default: 20, min: 5, max: 50 };

export function listZones(cloudflare: Cloudflare, call: Call): Reply {
  const name = call.query.get('name')?.toLowerCase();
  const status = call.query.get('status');
  const zones = cloudflare.zones
    .list(call.project.id)
    .filter((zone) => (name === undefined || zone.name === name) && (status === null || status === 'active'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return pageReply(
    call.query,
    zones.map((zone) => showZone(zone, call.project.id)),
    PER_PAGE,
  );
}

export function getZone(cloudflare: Cloudflare, call: Call): Reply {
  const zone = cloudflare.zones.get(call.project.id, call.params.zoneId ?? '');
  if (!zone) throw new CloudflareError(403, 9109, 'Unauthorized to access requested resource');
  return success(showZone(zone, call.project.id));
}

/** The zone that a record's path names. Someone else's zone is not told apart from one that does not exist. */
export function pathZone(cloudflare: Cloudflare, call: Call): ZoneDocument {
  const zone = cloudflare.zones.get(call.project.id, call.params.zoneId ?? '');
  if (!zone) throw new CloudflareError(403, 10000, 'Authentication error');
  return zone;
}

function showZone(zone: ZoneDocument, project: number): Record<string, unknown> {
  const created = isoMicroseconds(zone.createdAt);
  return {
    id: zone.id,
    name: zone.name,
    status: 'active',
    paused: false,
    type: 'full',
    development_mode: 0,
    name_servers: zone.nameServers,
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    modified_on: created,
    created_on: created,
    activated_on: created,
    meta: {
      step: 4,
      custom_certificate_quota: 0,
      page_rule_quota: 3,
      phishing_detected: false,
    },
    owner: { id: null, type: 'user', email: null },
    account: { id: derivedId(project, 'account'), name: `Sandbox project ${project}` },
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: ['#dns_records:edit', '#dns_records:read', '#zone:read'],
    plan: {
      id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
      name: 'Free Website',
      price: 0,
      currency: 'USD',
      frequency: '',
      is_subscribed: false,
      can_subscribe: false,
      legacy_id: 'free',
      legacy_discount: false,
      externally_managed: false,
    },
  };
}
